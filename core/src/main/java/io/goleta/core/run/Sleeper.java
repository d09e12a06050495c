package io.goleta.core.run;

import java.time.Duration;

/** Lets time pass between two attempts. Tests pass their own, so that nothing really waits. */
@FunctionalInterface
public interface Sleeper {
    /** Really sleeps. */
    Sleeper THREAD = Thread::sleep;

    /** Returns after this time. */
    void sleep(Duration length) throws InterruptedException;
}
