package io.goleta.core.podvolume;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Optional;

/** Whether a claim that is not bound will be. Thread-safe. */
public final class ClaimProspects {
    private final ClusterReader cluster;
    private final StorageClasses classes;

    /**
     * @param classes what can be provisioned
     */
    public ClaimProspects(ClusterReader cluster, StorageClasses classes) {
        this.cluster = cluster;
        this.classes = classes;
    }

    /** Why a claim in the cluster will not be bound until somebody does something about it; empty when it is, or may be. */
    Optional<String> reasonForNone(KubernetesObject claim) {
        String phase = claim.string("status", "phase").orElse("");
        if (phase.equals("Bound")) {
            return Optional.empty();
        }
        if (phase.equals("Lost")) {
            return Optional.of("its volume is gone");
        }
        Optional<String> volume = claim.string("spec", "volumeName").filter(name -> !name.isEmpty());
        if (volume.isPresent()) {
            return reasonNotToBind(claim, volume.get());
        }
        Optional<String> obstacle = classes.obstacle(StorageClasses.named(claim))
                .map(StorageClasses.Obstacle::reason)
                .or(() -> claim.get("spec", "selector")
                        .map(any -> "it has a selector, so nothing is provisioned for it"));
        return obstacle.filter(reason -> !hasFreeVolume(claim))
                .map(reason -> reason + ", and no volume is free for it");
    }

    private Optional<String> reasonNotToBind(KubernetesObject claim, String name) {
        Optional<KubernetesObject> volume = cluster.get(new ItemId(GroupResource.PERSISTENT_VOLUMES, null, name));
        if (volume.isEmpty()) {
            return Optional.of("volume " + name + " is not in the cluster");
        }
        if (isMeantFor(volume.get(), claim)
                || volume.get().get("spec", "claimRef").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("volume " + name + " belongs to claim "
                + volume.get().string("spec", "claimRef", "namespace").orElse("") + "/"
                + volume.get().string("spec", "claimRef", "name").orElse("")
                + ", or to one of that name which is gone");
    }

    /** Whether there is a volume that nobody uses and that the cluster may bind the claim to. */
    public boolean hasFreeVolume(KubernetesObject claim) {
        String wanted = StorageClasses.named(claim).orElse("");
        List<Object> modes = claim.list("spec", "accessModes");
        return cluster.list(GroupResource.PERSISTENT_VOLUMES, null, "").stream()
                .filter(volume -> volume.get("metadata", "deletionTimestamp").isEmpty())
                .anyMatch(volume -> isMeantFor(volume, claim)
                        || volume.get("spec", "claimRef").isEmpty()
                                && StorageClasses.named(volume).orElse("").equals(wanted)
                                && volume.list("spec", "accessModes").containsAll(modes));
    }

    private static boolean isMeantFor(KubernetesObject volume, KubernetesObject claim) {
        String uid = volume.string("spec", "claimRef", "uid").orElse("");
        return volume.string("spec", "claimRef", "name")
                        .filter(claim.name()::equals)
                        .isPresent()
                && volume.string("spec", "claimRef", "namespace").equals(Optional.ofNullable(claim.namespace()))
                && (uid.isEmpty() || uid.equals(claim.uid()));
    }
}
