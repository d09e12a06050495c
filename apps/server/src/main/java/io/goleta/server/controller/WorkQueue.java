package io.goleta.server.controller;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keys waiting for work. A key is handed out to one taker at a time; added meanwhile, it comes once more when that taker is
 * done. A key that waits already is not added twice.
 */
final class WorkQueue implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final LinkedHashSet<String> waiting = new LinkedHashSet<>();
    private final Set<String> running = new HashSet<>();
    private final Set<String> dirty = new HashSet<>();
    private final KeyedBackoff backoff = new KeyedBackoff(Duration.ofMillis(100), Duration.ofMinutes(2));
    private final Map<String, ScheduledFuture<?>> later = new HashMap<>();
    private final ScheduledExecutorService timer;

    WorkQueue(String name) {
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name + "-timer").factory());
    }

    void add(String key) {
        lock.lock();
        try {
            if (running.contains(key)) {
                dirty.add(key);
            } else if (waiting.add(key)) {
                added.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Replaces an earlier delay of the key: the latest reconcile knows best. */
    void addAfter(String key, Duration delay) {
        lock.lock();
        try {
            if (timer.isShutdown()) {
                return;
            }
            ScheduledFuture<?> old =
                    later.put(key, timer.schedule(() -> due(key), delay.toMillis(), TimeUnit.MILLISECONDS));
            if (old != null) {
                old.cancel(false);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Drops the plan to bring the key again. */
    void forget(String key) {
        lock.lock();
        try {
            ScheduledFuture<?> old = later.remove(key);
            if (old != null) {
                old.cancel(false);
            }
            backoff.succeeded(key);
        } finally {
            lock.unlock();
        }
    }

    private void due(String key) {
        lock.lock();
        try {
            later.remove(key);
            add(key);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a key. The taker calls {@link #succeeded} or {@link #failed} when done with it. */
    String take() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty()) {
                added.await();
            }
            String key = waiting.removeFirst();
            running.add(key);
            return key;
        } finally {
            lock.unlock();
        }
    }

    /** How many keys wait for a taker now. */
    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    void succeeded(String key) {
        lock.lock();
        try {
            backoff.succeeded(key);
            release(key);
        } finally {
            lock.unlock();
        }
    }

    /** The key comes again after a pause that doubles with each failure in a row; returns the pause. */
    Duration failed(String key) {
        lock.lock();
        try {
            Duration pause = backoff.failed(key);
            release(key);
            addAfter(key, pause);
            return pause;
        } finally {
            lock.unlock();
        }
    }

    private void release(String key) {
        running.remove(key);
        if (dirty.remove(key)) {
            add(key);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
