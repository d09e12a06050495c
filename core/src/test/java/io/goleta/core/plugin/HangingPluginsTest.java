package io.goleta.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.action.BackupDetails;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemActionFactory;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.store.InMemoryObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

@Timeout(30)
class HangingPluginsTest {
    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final KubernetesObject POD =
            KubernetesObject.of(Map.of("kind", "Pod", "metadata", Map.of("namespace", "shop", "name", "web")));

    private final PluginCalls calls =
            new PluginCalls(new PluginLimits(Duration.ofMillis(10), LIMIT, LIMIT, LIMIT), CallJournal.none());
    private final PluginOrigin origin = PluginOrigin.of(getClass().getClassLoader(), "tapes", Path.of("tapes.jar"));
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void release() {
        released.countDown();
        calls.close();
    }

    @Test
    void aCallWithoutAnAnswerIsGivenUpWithPluginAndPlace() {
        BackupItemAction action = action(item -> hang(item));

        assertThatThrownBy(() -> action.execute(POD))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.PLUGIN))
                .hasMessageContaining("plugin tapes (BackupItemAction example.com/tape) gave no answer in 500ms")
                .hasMessageContaining("given up at " + HangingPluginsTest.class.getName() + ".hang");
    }

    @Test
    void otherCallsOfThePluginGoOn() {
        AtomicBoolean first = new AtomicBoolean(true);
        BackupItemAction action = action(item -> first.getAndSet(false) ? hang(item) : item);

        assertThatThrownBy(() -> action.execute(POD)).hasMessageContaining("no answer");

        assertThat(action.execute(POD).item()).isEqualTo(POD);
    }

    @Test
    void anActionOfWhichAFewCallsHangIsNotCalledUntilTheyEnd() {
        AtomicReference<Integer> called = new AtomicReference<>(0);
        BackupItemAction action = action(item -> {
            called.updateAndGet(count -> count + 1);
            return hang(item);
        });

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> action.execute(POD)).hasMessageContaining("no answer");
        }

        assertThat(called).hasValue(3);
        released.countDown();
        await().untilAsserted(() -> assertThatCode(() -> action.execute(POD)).doesNotThrowAnyException());
    }

    @Test
    void endlessLoopsInManyRunsKeepNoOtherRunFromGoingOn() throws InterruptedException {
        int runs =
                Runtime.getRuntime().availableProcessors() + 2; // virtual threads have one carrier for each processor
        CountDownLatch looping = new CountDownLatch(runs);
        PluginCalls patient = new PluginCalls(PluginLimits.DEFAULT, CallJournal.none());
        BackupItemAction endless = action(patient, item -> {
            looping.countDown();
            while (released.getCount() > 0) {
                Thread.onSpinWait();
            }
            return item;
        });
        for (int run = 0; run < runs; run++) {
            Thread.startVirtualThread(() -> endless.execute(POD));
        }
        looping.await();

        AtomicReference<KubernetesObject> answer = new AtomicReference<>();
        Thread.startVirtualThread(() ->
                        answer.set(action(patient, item -> item).execute(POD).item()))
                .join();
        released.countDown();
        patient.close();

        assertThat(answer).hasValue(POD);
    }

    @Test
    void interruptingTheCallerInterruptsTheCall() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        PluginCalls patient = new PluginCalls(PluginLimits.DEFAULT, CallJournal.none());
        BackupItemAction action = action(patient, item -> {
            entered.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return item;
        });

        AtomicBoolean stillInterrupted = new AtomicBoolean();
        Thread caller = Thread.startVirtualThread(() -> {
            action.execute(POD);
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        entered.await();
        caller.interrupt();
        interrupted.await();
        caller.join();
        patient.close();

        assertThat(stillInterrupted).isTrue();
    }

    @Test
    void aStoreThatHangsIsAnOutageOfTheStorage() {
        ObjectStore store = store(only("check", () -> hang("")));

        assertThatThrownBy(store::check)
                .isInstanceOfSatisfying(GoletaException.class, e -> {
                    assertThat(e.fault()).isEqualTo(Fault.STORAGE);
                    assertThat(e.isRetryable()).isTrue();
                })
                .hasMessageContaining("ObjectStore example.com/tape gave no answer in 500ms")
                .hasMessageContaining("is the storage reachable?");
    }

    @Test
    void aStreamThatHangsIsGivenUp() {
        InputStream hanging = new InputStream() {
            @Override
            public int read() {
                return hang(1);
            }
        };
        ObjectStore store = store(only("get", () -> Optional.of(hanging)));

        InputStream content = store.get("a").orElseThrow();

        assertThatThrownBy(content::read).isInstanceOf(GoletaException.class).hasMessageContaining("no answer");
    }

    @Test
    void theTimeInWhichThePluginReadsContentOfTheHostDoesNotCount() throws IOException {
        ObjectStore store = store(new InMemoryObjectStore());
        InputStream slow = new InputStream() {
            private int left = 1;

            @Override
            public int read() {
                long begin = System.nanoTime();
                while (System.nanoTime() - begin < LIMIT.toNanos() * 6 / 5) {
                    Thread.onSpinWait();
                }
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                int next = read();
                if (next >= 0) {
                    buffer[offset] = (byte) next;
                }
                return next < 0 ? -1 : 1;
            }
        };

        store.put("a", slow, 1);

        assertThat(store.get("a").orElseThrow().readAllBytes()).hasSize(1);
    }

    @Test
    void whatAPluginLogsCarriesItsNameAndTheRun() {
        AtomicReference<Map<String, String>> seen = new AtomicReference<>();
        BackupItemActionFactory factory = new BackupItemActionFactory() {
            @Override
            public String name() {
                return "example.com/tape";
            }

            @Override
            public BackupItemAction create(BackupDetails backup, PluginConfig config, PluginContext context) {
                return plain(item -> {
                    seen.set(MDC.getCopyOfContextMap());
                    return item;
                });
            }
        };
        KubernetesObject backup =
                KubernetesObject.of(Map.of("metadata", Map.of("namespace", "velero", "name", "daily")));

        BackupItemActionFactory isolated = (BackupItemActionFactory)
                new Isolation(origin, "BackupItemAction example.com/tape", calls).wrap(factory);
        isolated.create(
                        new BackupDetails(backup, false),
                        PluginConfig.empty(),
                        new HostPluginContext(Clock.systemUTC(), Path.of("."), new NoCluster(), "velero", Map.of()))
                .execute(POD);

        assertThat(seen.get()).containsEntry("plugin", "tapes").containsEntry("backup", "velero/daily");
    }

    private <T> T hang(T result) {
        while (true) {
            try {
                released.await();
                return result;
            } catch (InterruptedException e) {
                // as plugins do that nobody can stop
            }
        }
    }

    /** A store with one method. */
    private static ObjectStore only(String method, Supplier<Object> answer) {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, called, arguments) -> {
                    assertThat(called.getName()).isEqualTo(method);
                    return answer.get();
                });
    }

    private ObjectStore store(ObjectStore store) {
        return (ObjectStore) new Isolation(origin, "ObjectStore example.com/tape", calls).wrap(store);
    }

    private BackupItemAction action(UnaryOperator<KubernetesObject> body) {
        return action(calls, body);
    }

    private BackupItemAction action(PluginCalls calls, UnaryOperator<KubernetesObject> body) {
        return (BackupItemAction) new Isolation(origin, "BackupItemAction example.com/tape", calls).wrap(plain(body));
    }

    private static BackupItemAction plain(UnaryOperator<KubernetesObject> body) {
        return new BackupItemAction() {
            @Override
            public ItemSelector appliesTo() {
                return ItemSelector.EVERYTHING;
            }

            @Override
            public BackupItemResult execute(KubernetesObject item) {
                return BackupItemResult.of(body.apply(item));
            }
        };
    }
}
