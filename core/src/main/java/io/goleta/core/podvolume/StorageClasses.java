package io.goleta.core.podvolume;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Whether the cluster makes a new volume for a claim, as far as its storage classes tell. Asks once for each class. Thread-safe. */
public final class StorageClasses {
    private static final GroupResource RESOURCE = new GroupResource("storage.k8s.io", "storageclasses");
    private static final String NO_PROVISIONER = "kubernetes.io/no-provisioner";
    private static final String LEGACY_CLASS = "volume.beta.kubernetes.io/storage-class";
    private static final String DEFAULT = "storageclass.kubernetes.io/is-default-class";
    private static final String LEGACY_DEFAULT = "storageclass.beta.kubernetes.io/is-default-class";

    /**
     * Why no volume is made for a claim.
     *
     * @param reason to be read after "because"
     * @param byDesign whether volumes of this class are always made by hand
     */
    public record Obstacle(String reason, boolean byDesign) {}

    private final ClusterReader cluster;
    private final Map<Optional<String>, Optional<Obstacle>> known = new ConcurrentHashMap<>();

    public StorageClasses(ClusterReader cluster) {
        this.cluster = cluster;
    }

    /** The class that a claim or volume names; empty when it names none, which for a claim means the default class. */
    public static Optional<String> named(KubernetesObject object) {
        return object.string("spec", "storageClassName")
                .or(() -> Optional.ofNullable(object.annotations().get(LEGACY_CLASS)));
    }

    /** Why the cluster cannot make a volume for a claim that names this class; empty when it can, or does not tell. */
    public Optional<Obstacle> obstacle(Optional<String> name) {
        try {
            return known.computeIfAbsent(name, key -> key.map(this::ofClass).orElseGet(this::ofDefault));
        } catch (GoletaException e) {
            if (e.isRetryable()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Optional<Obstacle> ofClass(String name) {
        if (name.isEmpty()) {
            return Optional.of(new Obstacle("its storage class is \"\", for which nothing is provisioned", true));
        }
        Optional<KubernetesObject> found = cluster.get(new ItemId(RESOURCE, null, name));
        if (found.isEmpty()) {
            return Optional.of(new Obstacle(
                    "the cluster has no storage class " + name
                            + "; create it, or map it to another one in a ConfigMap labelled"
                            + " velero.io/change-storage-class",
                    false));
        }
        return found.flatMap(it -> it.string("provisioner"))
                .filter(NO_PROVISIONER::equals)
                .map(it -> new Obstacle("storage class " + name + " has no provisioner", true));
    }

    private Optional<Obstacle> ofDefault() {
        boolean any = cluster.list(RESOURCE, null, "").stream().anyMatch(StorageClasses::isDefault);
        return any
                ? Optional.empty()
                : Optional.of(new Obstacle(
                        "it names no storage class and the cluster has no default one; mark one with the annotation "
                                + DEFAULT,
                        false));
    }

    private static boolean isDefault(KubernetesObject storageClass) {
        return "true".equals(storageClass.annotations().get(DEFAULT))
                || "true".equals(storageClass.annotations().get(LEGACY_DEFAULT));
    }
}
