package io.goleta.server.nodeagent;

import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.ListOptions;
import io.goleta.server.controller.Informer;
import io.goleta.server.controller.Informers;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Watches the pods of one node; of each only the uid is kept, as long as it is of use. Thread-safe. */
final class NodePods implements AutoCloseable {
    private static final ApiResource PODS =
            new ApiResource(GroupResource.PODS, "v1", "Pod", "pod", List.of(), true, Set.of());

    private final Predicate<String> awaited;
    private final Consumer<String> changed;
    private final Set<String> uids = ConcurrentHashMap.newKeySet();
    private final Informer informer;

    /**
     * @param awaited whether there is work left for the pod with a uid
     * @param changed told the uid of each pod that came or changed, or that went while there was work left for it
     */
    NodePods(Informers informers, String node, Predicate<String> awaited, Consumer<String> changed) {
        this.awaited = awaited;
        this.changed = changed;
        ListOptions ofNode = new ListOptions(null, "", "spec.nodeName=" + node);
        this.informer = informers.of(PODS, ofNode, new Informer.Listener() {
            @Override
            public void changed(KubernetesObject pod) {
                seen(pod.uid());
            }

            @Override
            public void deleted(KubernetesObject pod) {
                gone(pod.uid());
            }
        });
    }

    /** Returns when the pods that exist are known. */
    void start() {
        informer.start();
    }

    /** Whether the pod is on this node, or was until it was deleted while there was work left for it. */
    boolean has(PodReference pod) {
        return uids.contains(pod.uid());
    }

    private void seen(String uid) {
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
        informer.close();
    }
}
