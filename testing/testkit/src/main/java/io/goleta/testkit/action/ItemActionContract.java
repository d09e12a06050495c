package io.goleta.testkit.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The contract that both kinds of item actions have in common, as tests. Extend {@link BackupItemActionContract} or
 * {@link RestoreItemActionContract}.
 *
 * @param <A> the action
 * @param <R> its result
 */
abstract class ItemActionContract<A, R> {
    private static final int THREADS = 8;
    private static final int ROUNDS = 25;

    /** A new action, as its factory makes it for one backup or restore. */
    protected abstract A action();

    /**
     * Objects, as they are in the cluster or the backup, that the action accepts without an exception: some that it changes,
     * and some that it leaves alone.
     */
    protected abstract List<KubernetesObject> items();

    /** Whether the action renames objects, or moves them to a different namespace or kind. Hardly any should. */
    protected boolean changesIdentity() {
        return false;
    }

    abstract ItemSelector appliesTo(A action);

    abstract R execute(A action, KubernetesObject item);

    abstract KubernetesObject itemOf(R result);

    abstract List<ItemId> additionalItemsOf(R result);

    /** The result without its warnings: an action may give a warning about its configuration once and not for each object. */
    abstract R withoutWarnings(R result);

    @Test
    protected void selectsTheSameObjectsWheneverAsked() {
        A action = action();
        ItemSelector first = appliesTo(action);

        items().forEach(item -> execute(action, item));

        assertThat(appliesTo(action)).isEqualTo(first);
        assertThat(appliesTo(action())).isEqualTo(first);
    }

    @Test
    protected void isIdempotent() {
        A action = action();
        for (KubernetesObject item : items()) {
            R first = withoutWarnings(execute(action, item));
            assertThat(withoutWarnings(execute(action, item)))
                    .as("%s, seen twice by one action", item)
                    .isEqualTo(first);
            assertThat(withoutWarnings(execute(action(), item)))
                    .as("%s, after a restart of the server", item)
                    .isEqualTo(first);
        }
    }

    @Test
    protected void keepsKindNameAndNamespace() {
        if (changesIdentity()) {
            return;
        }
        for (KubernetesObject item : items()) {
            KubernetesObject result = itemOf(execute(action(), item));
            assertThat(List.of(result.apiVersion(), result.kind(), result.name()))
                    .isEqualTo(List.of(item.apiVersion(), item.kind(), item.name()));
            assertThat(result.namespace()).isEqualTo(item.namespace());
        }
    }

    @Test
    protected void leavesItsInputAsItWas() {
        for (KubernetesObject item : items()) {
            Map<String, Object> before = KubernetesObject.of(item.content()).content();
            execute(action(), item);
            assertThat(item.content()).isEqualTo(before);
        }
    }

    @Test
    protected void namesNoAdditionalItemTwice() {
        for (KubernetesObject item : items()) {
            assertThat(additionalItemsOf(execute(action(), item))).doesNotHaveDuplicates();
        }
    }

    @Test
    protected void givesTheSameResultsToManyThreadsAtOnce() throws Exception {
        A shared = action();
        List<KubernetesObject> items = items();
        List<R> expected = items.stream()
                .map(item -> withoutWarnings(execute(action(), item)))
                .toList();
        List<Future<List<R>>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS * ROUNDS; i++) {
                results.add(threads.submit(() -> items.stream()
                        .map(item -> withoutWarnings(execute(shared, item)))
                        .toList()));
            }
        }
        for (Future<List<R>> result : results) {
            assertThat(result.get()).isEqualTo(expected);
        }
    }
}
