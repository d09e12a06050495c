package io.goleta.server.nodeagent;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Watches the pods of one node; of each only the uid is kept, as long as it is of use. Thread-safe. */
final class NodePods implements AutoCloseable {
    private final KubernetesClient client;
    private final String node;
    private final Predicate<String> awaited;
    private final Consumer<String> changed;
    private final Set<String> uids = ConcurrentHashMap.newKeySet();
    private @Nullable SharedIndexInformer<Pod> informer;

    /**
     * @param awaited whether there is work left for the pod with a uid
     * @param changed told the uid of each pod that came or changed, or that went while there was work left for it
     */
    NodePods(KubernetesClient client, String node, Predicate<String> awaited, Consumer<String> changed) {
        this.client = client;
        this.node = node;
        this.awaited = awaited;
        this.changed = changed;
    }

    /** Returns when the pods that exist are known. */
    void start() {
        informer = client.pods()
                .inAnyNamespace()
                .withField("spec.nodeName", node)
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(Pod pod) {
                        seen(pod);
                    }

                    @Override
                    public void onUpdate(Pod before, Pod pod) {
                        seen(pod);
                    }

                    @Override
                    public void onDelete(Pod pod, boolean finalStateUnknown) {
                        gone(pod.getMetadata().getUid());
                    }
                });
    }

    /** Whether the pod is on this node, or was until it was deleted, and somebody must say so. */
    boolean has(@Nullable ObjectReference pod) {
        return pod != null && pod.getUid() != null && uids.contains(pod.getUid());
    }

    private void seen(Pod pod) {
        String uid = pod.getMetadata().getUid();
        uids.add(uid);
        changed.accept(uid);
    }

    private void gone(String uid) {
        if (awaited.test(uid)) {
            changed.accept(uid);
        } else {
            uids.remove(uid);
        }
    }

    @Override
    public void close() {
        if (informer != null) {
            informer.close();
        }
    }
}
