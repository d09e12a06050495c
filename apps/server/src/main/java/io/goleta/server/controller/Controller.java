package io.goleta.server.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.goleta.core.kube.Json;
import io.goleta.core.kube.MergePatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the objects of one kind in one namespace to a {@link Reconciler} and writes back what it returns, by JSON merge patch
 * on the main resource: Velero's definitions have no status sub-resource.
 *
 * <p>A reconcile always sees the object as it is in the API server at that moment, so it never acts on a state that its own
 * write has made old.
 */
public final class Controller<T extends HasMetadata> implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Controller.class);
    private static final Duration PATIENCE_AT_SHUTDOWN = Duration.ofSeconds(15);

    private final MixedOperation<T, KubernetesResourceList<T>, Resource<T>> resources;
    private final Class<T> type;
    private final String namespace;
    private final Predicate<T> concerned;
    private final Reconciler<T> reconciler;
    private final WorkQueue queue;
    private final Semaphore workers;
    private final int workerCount;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final LongAdder failures = new LongAdder();
    private volatile @Nullable SharedIndexInformer<T> informer;
    private volatile boolean closed;

    /**
     * @param concerned which objects to reconcile at all
     * @param workers how many objects to reconcile at once
     */
    public Controller(
            KubernetesClient client,
            Class<T> type,
            String namespace,
            Predicate<T> concerned,
            Reconciler<T> reconciler,
            int workers) {
        this.resources = client.resources(type);
        this.type = type;
        this.namespace = namespace;
        this.concerned = concerned;
        this.reconciler = reconciler;
        this.queue = new WorkQueue(type.getSimpleName());
        this.workers = new Semaphore(workers);
        this.workerCount = workers;
    }

    /** Starts watching and working; returns when the objects that exist are known. */
    public void start() {
        informer = resources.inNamespace(namespace).inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(T object) {
                offer(object);
            }

            @Override
            public void onUpdate(T before, T object) {
                offer(object);
            }

            @Override
            public void onDelete(T object, boolean finalStateUnknown) {}
        });
        run(this::dispatch, "dispatcher");
    }

    /** The objects as last seen; for looking around, not for deciding. */
    public List<T> known() {
        SharedIndexInformer<T> watching = informer;
        return watching == null ? List.of() : watching.getStore().list();
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
        return type.getSimpleName();
    }

    /** Whether the objects that exist are known and the informer keeps following them. */
    public boolean isWatching() {
        // Not informer.isWatching(): that stays false where WebSockets are blocked and the client watches over plain
        // HTTP.
        SharedIndexInformer<T> watching = informer;
        return watching != null && watching.isRunning() && watching.hasSynced();
    }

    /** Reconciles an object soon, for a reason that lies outside of it. */
    public void trigger(String name) {
        queue.add(name);
    }

    private void offer(T object) {
        if (concerned.test(object)) {
            queue.add(object.getMetadata().getName());
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
            LOGGER.debug("loop {} ends", type.getSimpleName());
        }
    }

    private void work(String name) {
        try {
            reconcile(name);
            queue.succeeded(name);
        } catch (InterruptedException e) {
            LOGGER.info("{} {} interrupted, to be taken up again", type.getSimpleName(), name);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            if (!closed) {
                failures.increment();
                Duration pause = queue.failed(name);
                LOGGER.warn("{} {}: {} (again in {} ms)", type.getSimpleName(), name, reason(e), pause.toMillis(), e);
            }
        } finally {
            workers.release();
        }
    }

    private void reconcile(String name) throws InterruptedException {
        Resource<T> resource = resources.inNamespace(namespace).withName(name);
        T object = resource.get();
        if (object == null || !concerned.test(object)) {
            queue.forget(name);
            return;
        }
        Written written = new Written(resource, object);
        ReconcileResult<T> outcome = reconciler.reconcile(object, written::tryWrite);
        letFinish();
        outcome.update().ifPresent(written::write);
        if (outcome.delete()) {
            resource.delete();
        }
        outcome.again().ifPresent(delay -> queue.addAfter(name, delay));
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
        private final Resource<T> resource;
        private Map<String, Object> state;

        Written(Resource<T> resource, T object) {
            this.resource = resource;
            this.state = Json.toMap(object);
        }

        synchronized void write(T changed) {
            Map<String, Object> wanted = Json.toMap(changed);
            Map<String, @Nullable Object> patch = MergePatch.between(state, wanted);
            if (!patch.isEmpty()) {
                resource.patch(
                        PatchContext.of(PatchType.JSON_MERGE), new String(Json.write(patch), StandardCharsets.UTF_8));
                state = wanted;
            }
        }

        void tryWrite(T changed) {
            try {
                write(changed);
            } catch (KubernetesClientException e) {
                LOGGER.warn("{} {}: progress not written: {}", type.getSimpleName(), changed, e.getMessage());
            }
        }
    }

    private void run(Runnable work, String name) {
        Thread thread = Thread.ofVirtual()
                .name(type.getSimpleName() + "/" + name)
                .unstarted(() -> {
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

    /** Stops watching, interrupts the work in hand, lets results be written and waits a little. What was not finished is taken up at restart. */
    @Override
    public void close() {
        closed = true;
        SharedIndexInformer<T> watching = informer;
        if (watching != null) {
            watching.close();
        }
        queue.close();
        synchronized (threads) {
            threads.forEach(Thread::interrupt);
        }
        try {
            if (!workers.tryAcquire(workerCount, PATIENCE_AT_SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.warn("{}: work still in hand at shutdown", type.getSimpleName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
