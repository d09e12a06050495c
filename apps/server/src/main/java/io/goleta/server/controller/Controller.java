package io.goleta.server.controller;

import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the objects of one kind in one namespace to a {@link Reconciler} and writes back what it returns, by JSON merge patch
 * on the main resource: Velero's definitions have no status sub-resource. An object that cannot be understood is ignored.
 *
 * <p>A reconcile always sees the object as it is in the API server at that moment, so it never acts on a state that its own
 * write has made old.
 */
public final class Controller<V extends VeleroObject<?, ?>> implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Controller.class);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(15);

    private final Cluster cluster;
    private final VeleroKind<V> kind;
    private final String namespace;
    private final Predicate<V> filter;
    private final Reconciler<V> reconciler;
    private final WorkQueue queue;
    private final Semaphore workers;
    private final int workerCount;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
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
        this.cluster = cluster;
        this.kind = kind;
        this.namespace = namespace;
        this.filter = filter;
        this.reconciler = reconciler;
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
        if (object.problem().isPresent()) {
            LOGGER.warn("{}; ignored", object.problem().get());
        } else if (filter.test(object)) {
            queue.add(object.name());
        }
    }

    private void dispatch() {
        try {
            while (!closed) {
                String name = queue.take();
                workers.acquire();
                run(() -> work(name), name);
            }
        } catch (InterruptedException e) {
            LOGGER.debug("controller of {} ends", kind.kind());
        }
    }

    private void work(String name) {
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
            workers.release();
        }
    }

    private void reconcile(String name) throws InterruptedException {
        V object = cluster.get(kind, namespace, name)
                .filter(VeleroObject::isReadable)
                .filter(filter)
                .orElse(null);
        if (object == null) {
            queue.forget(name);
            return;
        }
        Written written = new Written(object.object());
        ReconcileResult<V> result = reconciler.reconcile(object, written::tryWrite);
        letFinish();
        result.update().ifPresent(written::write);
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
    private final class Written {
        private KubernetesObject state;

        Written(KubernetesObject state) {
            this.state = state;
        }

        synchronized void write(V changed) {
            KubernetesObject wanted = changed.object();
            cluster.patch(state, changed);
            state = wanted;
        }

        void tryWrite(V changed) {
            try {
                write(changed);
            } catch (GoletaException e) {
                LOGGER.warn("{}: progress not written: {}", changed, e.getMessage());
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
