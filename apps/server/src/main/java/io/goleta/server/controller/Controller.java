package io.goleta.server.controller;

import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.run.ExponentialBackoff;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the objects of one kind in one namespace to a {@link Reconciler} and writes back what it returns, by JSON merge patch
 * on the main resource: Velero's definitions have no status sub-resource. An object that cannot be understood is reported and
 * otherwise left alone.
 *
 * <p>A reconcile always sees the object as it is in the API server at that moment, so it never acts on a state that its own
 * write has made old.
 */
public final class Controller<V extends VeleroObject<?, ?>> implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Controller.class);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ExponentialBackoff BETWEEN_WRITES =
            ExponentialBackoff.unlimited(Duration.ofSeconds(1), Duration.ofSeconds(5));

    private final Cluster cluster;
    private final VeleroKind<V> kind;
    private final String namespace;
    private final Predicate<V> filter;
    private final Reconciler<V> reconciler;
    private final UnreadableObjects unreadable;
    private final WorkQueue queue;
    private final Semaphore workers;
    private final int workerCount;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Set<String> busy = new ConcurrentSkipListSet<>();
    private final LongAdder failures = new LongAdder();
    private final Informer informer;
    private volatile boolean closed;

    /**
     * @param informers for the watch
     * @param cluster for everything else
     * @param filter which objects to reconcile at all
     * @param workers how many objects to reconcile at once
     */
    public Controller(
            Informers informers,
            Cluster cluster,
            VeleroKind<V> kind,
            String namespace,
            Predicate<V> filter,
            Reconciler<V> reconciler,
            int workers) {
        this(informers, cluster, kind, namespace, filter, reconciler, workers, new UnreadableObjects(cluster));
    }

    Controller(
            Informers informers,
            Cluster cluster,
            VeleroKind<V> kind,
            String namespace,
            Predicate<V> filter,
            Reconciler<V> reconciler,
            int workers,
            UnreadableObjects unreadable) {
        this.cluster = cluster;
        this.kind = kind;
        this.namespace = namespace;
        this.filter = filter;
        this.reconciler = reconciler;
        this.unreadable = unreadable;
        this.queue = new WorkQueue(kind.kind());
        this.workers = new Semaphore(workers);
        this.workerCount = workers;
        this.informer = informers.of(ApiResource.of(kind), ListOptions.inNamespace(namespace), new Informer.Listener() {
            @Override
            public void changed(KubernetesObject object) {
                offer(kind.of(object));
            }

            @Override
            public void deleted(KubernetesObject object) {}
        });
    }

    /** Starts watching and working; returns when the objects that exist are known. */
    public void start() {
        informer.start();
        run(this::dispatch, "dispatcher");
    }

    /** The objects as last seen, without those that cannot be understood; may be outdated. */
    public List<V> known() {
        return informer.known().stream()
                .map(kind::of)
                .filter(VeleroObject::isReadable)
                .toList();
    }

    /** How many objects wait to be reconciled. */
    public int waiting() {
        return queue.size();
    }

    /** How many attempts have failed since the start. */
    public long failures() {
        return failures.sum();
    }

    /** The kind it reconciles. */
    public String name() {
        return kind.kind();
    }

    /** Whether the objects that exist are known and the informer keeps following them. */
    public boolean isWatching() {
        return informer.isWatching();
    }

    /** Reconciles an object soon, for a reason that lies outside of it. */
    public void enqueue(String name) {
        queue.add(name);
    }

    private void offer(V object) {
        if (!object.isReadable() || filter.test(object)) {
            queue.add(object.name());
        }
    }

    private void dispatch() {
        try {
            while (!closed) {
                String name = queue.take();
                while (!workers.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOGGER.warn(
                            "{} {} and {} more wait: all workers are busy, with {}",
                            kind.kind(),
                            name,
                            waiting(),
                            busy);
                }
                run(() -> work(name), name);
            }
        } catch (InterruptedException e) {
            LOGGER.debug("controller of {} ends", kind.kind());
        }
    }

    private void work(String name) {
        busy.add(name);
        try {
            reconcile(name);
            queue.succeeded(name);
        } catch (InterruptedException e) {
            LOGGER.info("{} {} interrupted, to be resumed", kind.kind(), name);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            if (!closed) {
                failures.increment();
                Duration pause = queue.failed(name);
                LOGGER.warn("{} {}: {} (retry in {} ms)", kind.kind(), name, reason(e), pause.toMillis(), e);
            }
        } finally {
            busy.remove(name);
            workers.release();
        }
    }

    private void reconcile(String name) throws InterruptedException {
        Optional<V> found = cluster.get(kind, namespace, name);
        Optional<V> wanted = found.filter(VeleroObject::isReadable).filter(filter);
        if (wanted.isEmpty()) {
            queue.forget(name);
            found.filter(object -> !object.isReadable())
                    .ifPresentOrElse(object -> unreadable.report(kind, object), () -> unreadable.forget(kind, name));
            return;
        }
        V object = wanted.get();
        Written written = new Written(object.object());
        ReconcileResult<V> result = reconciler.reconcile(object, written);
        letFinish();
        if (result.update().isPresent()) {
            written.writeDown(result.update().get());
        }
        if (result.delete()) {
            cluster.delete(object);
        }
        result.requeueAfter().ifPresent(delay -> queue.addAfter(name, delay));
    }

    /** What was done is to be known: closing waits for what follows, and does not interrupt it. */
    private void letFinish() throws InterruptedException {
        synchronized (threads) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            threads.remove(Thread.currentThread());
        }
    }

    /** What is in the API server as far as this reconcile knows, so that each write carries differences only. */
    private final class Written implements Reconciler.Progress<V> {
        private KubernetesObject state;

        Written(KubernetesObject state) {
            this.state = state;
        }

        @Override
        public synchronized void record(V changed) {
            KubernetesObject wanted = changed.object();
            cluster.patch(state, changed);
            state = wanted;
        }

        @Override
        public void report(V changed) {
            try {
                record(changed);
            } catch (GoletaException e) {
                LOGGER.warn("{}: progress not written: {}", changed, e.getMessage());
            }
        }

        /** Hours of work are not done again because the API server was away when they ended. */
        void writeDown(V changed) throws InterruptedException {
            for (int attempt = 1; ; attempt++) {
                try {
                    record(changed);
                    return;
                } catch (GoletaException e) {
                    if (!e.isRetryable() || closed) {
                        throw e;
                    }
                    LOGGER.warn("{}: result not written, to be tried again: {}", changed, e.getMessage());
                    Thread.sleep(BETWEEN_WRITES.ceiling(attempt));
                }
            }
        }
    }

    private void run(Runnable work, String name) {
        Thread thread = Thread.ofVirtual().name(kind.kind() + "/" + name).unstarted(() -> {
            try {
                work.run();
            } finally {
                threads.remove(Thread.currentThread());
            }
        });
        threads.add(thread);
        thread.start();
    }

    private static String reason(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Stops watching, interrupts running reconciles and waits a little for their results. Unfinished work is resumed at restart. */
    @Override
    public void close() {
        closed = true;
        informer.close();
        queue.close();
        synchronized (threads) {
            threads.forEach(Thread::interrupt);
        }
        try {
            if (!workers.tryAcquire(workerCount, SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.warn("{}: still working at shutdown", kind.kind());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
