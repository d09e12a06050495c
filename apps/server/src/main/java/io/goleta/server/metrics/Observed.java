package io.goleta.server.metrics;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.controller.Reconciler;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reconciler that somebody watches. Exceptions are not seen: they mean that nothing has come of it yet. */
public final class Observed<T extends HasMetadata> implements Reconciler<T> {
    private static final Logger LOGGER = LoggerFactory.getLogger(Observed.class);

    private final Reconciler<T> reconciler;
    private final Observer<T> observer;

    /** Compares objects before and after they were reconciled. */
    @FunctionalInterface
    public interface Observer<T extends HasMetadata> {
        /**
         * @param object before it is reconciled; changed by that
         * @return told what came of it
         */
        Consumer<ReconcileResult<T>> look(T object);
    }

    public Observed(Reconciler<T> reconciler, Observer<T> observer) {
        this.reconciler = reconciler;
        this.observer = observer;
    }

    @Override
    public ReconcileResult<T> reconcile(T object, Progress<T> progress) throws InterruptedException {
        Consumer<ReconcileResult<T>> afterwards = observer.look(object);
        ReconcileResult<T> outcome = reconciler.reconcile(object, progress);
        try {
            afterwards.accept(outcome);
        } catch (RuntimeException e) {
            // Hours of work are not done again because they could not be counted.
            LOGGER.warn("{} not counted", object.getMetadata().getName(), e);
        }
        return outcome;
    }
}
