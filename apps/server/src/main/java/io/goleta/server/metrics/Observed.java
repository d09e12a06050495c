package io.goleta.server.metrics;

import io.goleta.core.api.VeleroObject;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.controller.Reconciler;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reconciler with an observer of its results. Exceptions are not observed: the reconcile will be retried. */
public final class Observed<V extends VeleroObject<?, ?>> implements Reconciler<V> {
    private static final Logger LOGGER = LoggerFactory.getLogger(Observed.class);

    private final Reconciler<V> reconciler;
    private final Observer<V> observer;

    /** Compares objects before and after they were reconciled. */
    @FunctionalInterface
    public interface Observer<V extends VeleroObject<?, ?>> {
        /**
         * @param object before it is reconciled; changed by that
         * @return receives the result
         */
        Consumer<ReconcileResult<V>> look(V object);
    }

    public Observed(Reconciler<V> reconciler, Observer<V> observer) {
        this.reconciler = reconciler;
        this.observer = observer;
    }

    @Override
    public ReconcileResult<V> reconcile(V object, Progress<V> progress) throws InterruptedException {
        Consumer<ReconcileResult<V>> afterwards = observer.look(object);
        ReconcileResult<V> outcome = reconciler.reconcile(object, progress);
        try {
            afterwards.accept(outcome);
        } catch (RuntimeException e) {
            // Hours of work are not done again because they could not be counted.
            LOGGER.warn("{} not counted", object.name(), e);
        }
        return outcome;
    }
}
