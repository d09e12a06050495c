package io.goleta.testkit.action;

import io.goleta.spi.action.BackedUpVolume;
import io.goleta.spi.action.RestoreDetails;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A restore without a cluster. Immutable. */
public final class TestRestore implements RestoreDetails {
    private final KubernetesObject resource;
    private final Map<String, List<BackedUpVolume>> volumes;
    private final Set<String> shared;

    private TestRestore(KubernetesObject resource, Map<String, List<BackedUpVolume>> volumes, Set<String> shared) {
        this.resource = resource;
        this.volumes = volumes;
        this.shared = shared;
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
        return new TestRestore(resource, Map.of(), Set.of());
    }

    /** The same, with the files of volumes of a pod in the backup. */
    public TestRestore withVolumes(String namespace, String pod, String... names) {
        Map<String, List<BackedUpVolume>> more = new LinkedHashMap<>(volumes);
        List<BackedUpVolume> ofPod = new ArrayList<>();
        for (String name : names) {
            ofPod.add(new BackedUpVolume(name, "snapshot-of-" + name, "example.com/mover"));
        }
        more.put(namespace + "/" + pod, List.copyOf(ofPod));
        return new TestRestore(resource, more, shared);
    }

    /** The same, where other pods mount the claim behind a volume of a pod, too. */
    public TestRestore withShared(String namespace, String pod, String volume) {
        Set<String> more = new LinkedHashSet<>(shared);
        more.add(namespace + "/" + pod + "/" + volume);
        return new TestRestore(resource, volumes, more);
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

    @Override
    public boolean isShared(String namespace, String pod, String volume) {
        return shared.contains(namespace + "/" + pod + "/" + volume);
    }
}
