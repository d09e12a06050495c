package io.goleta.core.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.restore.SingleFlight.Outcome;
import io.goleta.core.restore.SingleFlight.Task;
import io.goleta.core.run.BoundedExecutor;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SingleFlightTest {
    private final SingleFlight items = new SingleFlight();

    @Test
    void doesTheWorkOnceAndTellsEverybodyTheOutcome() throws Exception {
        AtomicInteger times = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> outcomes = IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit(() -> items.of(item("a"), new Task(), () -> {
                        Thread.yield();
                        return new Outcome("uid-" + times.incrementAndGet());
                    })))
                    .toList();
            for (Future<Outcome> outcome : outcomes) {
                assertThat(outcome.get()).isEqualTo(new Outcome("uid-1"));
            }
        }
    }

    @Test
    void anItemThatBringsItselfAlongIsUnderWay() {
        Task task = new Task();

        items.of(item("a"), task, () -> {
            assertThat(items.of(item("a"), task, () -> new Outcome("never"))).isSameAs(Outcome.UNDER_WAY);
            return new Outcome("uid");
        });

        assertThat(items.known(item("a"))).contains(new Outcome("uid"));
    }

    @Test
    void workThatFailsLeavesTheItemAbsentForOthers() {
        assertThatThrownBy(() -> items.of(item("a"), new Task(), () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(items.of(item("a"), new Task(), () -> new Outcome("second"))).isEqualTo(Outcome.ABSENT);
    }

    @Test
    void twoThatBringEachOtherAlongDoNotWaitForEver() throws Exception {
        CountDownLatch bothBegan = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Outcome> a = threads.submit(() -> bring("a", "b", bothBegan));
            Future<Outcome> b = threads.submit(() -> bring("b", "a", bothBegan));

            assertThat(List.of(a.get(), b.get())).containsExactlyInAnyOrder(new Outcome("a"), new Outcome("b"));
        }
    }

    @RepeatedTest(20)
    void anyTangleOfItemsIsDone() {
        Random random = new Random(42);
        Map<String, List<String>> needs = new ConcurrentHashMap<>();
        for (int i = 0; i < 60; i++) {
            needs.put("" + i, random.ints(4, 0, 60).mapToObj(n -> "" + n).toList());
        }
        AtomicInteger done = new AtomicInteger();

        BoundedExecutor.forEach(
                needs.keySet().stream(), RestoreRun.AT_ONCE, name -> restore(name, needs, new Task(), done));

        assertThat(done).hasValue(60);
    }

    private Outcome restore(String name, Map<String, List<String>> needs, Task task, AtomicInteger done) {
        return items.of(item(name), task, () -> {
            for (String need : needs.getOrDefault(name, List.of())) {
                restore(need, needs, task, done);
            }
            done.incrementAndGet();
            return new Outcome(name);
        });
    }

    private Outcome bring(String name, String other, CountDownLatch bothBegan) {
        Task task = new Task();
        return items.of(item(name), task, () -> {
            bothBegan.countDown();
            await(bothBegan);
            items.of(item(other), task, () -> new Outcome("not mine"));
            return new Outcome(name);
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ItemId item(String name) {
        return new ItemId(new GroupResource("", "things"), "ns", name);
    }
}
