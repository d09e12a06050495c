package io.goleta.testkit.action;

import io.goleta.spi.action.BackedUpVolume;
import io.goleta.spi.action.RestoreDetails;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A restore without a cluster. Immutable. */
public final class TestRestore implements RestoreDetails {
    private final KubernetesObject resource;
    private final Map<String, List<BackedUpVolume>> volumes;

    private TestRestore(KubernetesObject resource, Map<String, List<BackedUpVolume>> volumes) {
        this.resource = resource;
        this.volumes = volumes;
    }

    /** A restore called {@code restore}, with uid {@code restore-uid}, of a backup called {@code backup}. */
    public static TestRestore ofNothing() {
        KubernetesObject resource = KubernetesObject.of(Map.of(
                "apiVersion",
                "velero.io/v1",
                "kind",
                "Restore",
                "metadata",
                Map.of("name", "restore", "namespace", "velero", "uid", "restore-uid"),
                "spec",
                Map.of("backupName", "backup")));
        return new TestRestore(resource, Map.of());
    }

    /** The same, with the files of volumes of a pod in the backup. */
    public TestRestore withVolumes(String namespace, String pod, String... names) {
        Map<String, List<BackedUpVolume>> more = new LinkedHashMap<>(volumes);
        List<BackedUpVolume> ofPod = new ArrayList<>();
        for (String name : names) {
            ofPod.add(new BackedUpVolume(name, "snapshot-of-" + name, "example.com/mover"));
        }
        more.put(namespace + "/" + pod, List.copyOf(ofPod));
        return new TestRestore(resource, more);
    }

    @Override
    public KubernetesObject resource() {
        return resource;
    }

    @Override
    public String backupName() {
        return "backup";
    }

    @Override
    public Map<String, String> namespaceMapping() {
        return Map.of();
    }

    @Override
    public List<BackedUpVolume> volumesOf(String namespace, String pod) {
        return volumes.getOrDefault(namespace + "/" + pod, List.of());
    }
}
