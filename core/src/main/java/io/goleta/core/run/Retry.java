package io.goleta.core.run;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * Makes an attempt again when it fails for a reason that may pass. Immutable, thread-safe.
 *
 * <p>Interrupting the thread ends the pauses: the failure of the last attempt is thrown, and the interrupt flag stays set.
 */
public final class Retry {
    private final ExponentialBackoff backoff;
    private final Predicate<? super RuntimeException> isTransient;
    private final Listener listener;
    private final Sleeper sleeper;

    /** One attempt. */
    @FunctionalInterface
    public interface Attempt<T> {
        /** @param number from 1; from 2 on, an earlier attempt may have come far */
        T make(int number);
    }

    /** Is told of failures after which a new attempt is made. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Called before the pause.
         *
         * @param number of the attempt that failed, from 1
         */
        void failed(int number, RuntimeException failure);
    }

    /**
     * @param backoff how many attempts, and the pauses between them
     * @param isTransient whether a new attempt may succeed after this exception
     */
    public Retry(ExponentialBackoff backoff, Predicate<? super RuntimeException> isTransient) {
        this(backoff, isTransient, (number, failure) -> {}, Sleeper.THREAD);
    }

    private Retry(
            ExponentialBackoff backoff,
            Predicate<? super RuntimeException> isTransient,
            Listener listener,
            Sleeper sleeper) {
        this.backoff = backoff;
        this.isTransient = isTransient;
        this.listener = listener;
        this.sleeper = sleeper;
    }

    /** The same, which tells of every failure after which it retries. */
    public Retry telling(Listener newListener) {
        return new Retry(backoff, isTransient, newListener, sleeper);
    }

    /** The same with other pauses. */
    public Retry sleeping(Sleeper newSleeper) {
        return new Retry(backoff, isTransient, listener, newSleeper);
    }

    /** The result of the first attempt that succeeds; otherwise the exception of the last one is thrown. */
    public <T> T call(Attempt<T> attempt) {
        for (int number = 1; ; number++) {
            try {
                return attempt.make(number);
            } catch (RuntimeException e) {
                if (number >= backoff.attempts() || !isTransient.test(e)) {
                    throw e;
                }
                listener.failed(number, e);
                if (!hasPaused(number)) {
                    throw e;
                }
            }
        }
    }

    private boolean hasPaused(int failures) {
        try {
            sleeper.sleep(backoff.pause(failures, ThreadLocalRandom.current()));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
