package io.goleta.server.nodeagent;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watches the pods of one node; of each only the uid is kept. Thread-safe. */
final class NodePods implements AutoCloseable {
    private final KubernetesClient client;
    private final String node;
    private final Consumer<String> changed;
    private final Set<String> uids = ConcurrentHashMap.newKeySet();
    private @Nullable SharedIndexInformer<Pod> informer;

    /**
     * @param changed told the uid of each pod that came or changed
     */
    NodePods(KubernetesClient client, String node, Consumer<String> changed) {
        this.client = client;
        this.node = node;
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
                        uids.remove(pod.getMetadata().getUid());
                    }
                });
    }

    /** Whether the pod is on this node. */
    boolean has(@Nullable ObjectReference pod) {
        return pod != null && pod.getUid() != null && uids.contains(pod.getUid());
    }

    private void seen(Pod pod) {
        String uid = pod.getMetadata().getUid();
        uids.add(uid);
        changed.accept(uid);
    }

    @Override
    public void close() {
        if (informer != null) {
            informer.close();
        }
    }
}
