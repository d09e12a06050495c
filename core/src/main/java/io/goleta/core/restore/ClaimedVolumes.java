package io.goleta.core.restore;

import io.goleta.core.api.VeleroApi;
import io.goleta.core.kube.Cluster;
import io.goleta.core.restore.BackedUpVolumes.ClaimData;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What becomes of persistent volumes and of the claims that are bound to them. Thread-safe.
 *
 * <p>A volume is restored as it is when its storage may still exist ({@code Retain}). Otherwise the claim alone is restored and the
 * cluster provisions a new volume for it, to be filled from the backup; when the backup has nothing to fill it with, that is said
 * aloud.
 */
final class ClaimedVolumes {
    private static final String[] BINDING = {"pv.kubernetes.io/bind-completed", "pv.kubernetes.io/bound-by-controller"};

    /** A claim as it is created, and what the user must know if it is. */
    record Claim(KubernetesObject object, Optional<String> warning) {}

    private sealed interface Fate {
        /** Restored under this name. */
        record Kept(String name) implements Fate {}

        /** Provisioned anew, because of this. */
        record Replaced(String reason) implements Fate {}
    }

    private final Cluster cluster;
    private final RestoreContext scope;
    private final Map<String, Fate> fates = new ConcurrentHashMap<>();

    ClaimedVolumes(Cluster cluster, RestoreContext scope) {
        this.cluster = cluster;
        this.scope = scope;
    }

    /** A persistent volume as it is created; empty when the cluster is to provision a new one. */
    Optional<KubernetesObject> volume(KubernetesObject volume) {
        String namespace = volume.string("spec", "claimRef", "namespace").orElse("");
        String claim = volume.string("spec", "claimRef", "name").orElse("");
        boolean expires = volume.string("spec", "persistentVolumeReclaimPolicy")
                .orElse("")
                .equals("Delete");
        Optional<KubernetesObject> others = inCluster(volume.name()).filter(found -> !scope.hasCreated(found));
        String reason = "";
        if (scope.volumes().ofClaim(namespace, claim).isPresent()) {
            reason = "its files are in the backup";
        } else if (expires) {
            reason = "volume " + volume.name() + " is of reclaim policy Delete";
        } else if (isMoved(namespace) && others.filter(ClaimedVolumes::isBound).isPresent()) {
            reason = "volume " + volume.name() + " is in use by the claim in namespace " + namespace;
        }
        if (!reason.isEmpty()) {
            fates.put(volume.name(), new Fate.Replaced(reason));
            return Optional.empty();
        }
        KubernetesObject kept = unbound(moved(volume, namespace, others));
        fates.put(volume.name(), new Fate.Kept(kept.name()));
        return Optional.of(kept);
    }

    /**
     * A claim as it is created.
     *
     * @param original the claim in the backup
     */
    Claim claim(KubernetesObject claim, KubernetesObject original) {
        String volume = claim.string("spec", "volumeName").orElse("");
        if (volume.isEmpty()) {
            return new Claim(claim, Optional.empty());
        }
        KubernetesObject unbound = unbound(claim);
        Optional<ClaimData> data = scope.volumes().ofClaim(String.valueOf(original.namespace()), original.name());
        if (data.isPresent()) {
            String lost = "backing up its files failed, or they are in a format that cannot be read here";
            // The files come from the backup, not from what the volume was once cloned from, which may be gone.
            KubernetesObject bare = unbound.without("spec", "volumeName")
                    .without("spec", "dataSource")
                    .without("spec", "dataSourceRef");
            return new Claim(bare, data.filter(ClaimData.LOST::equals).map(any -> warning(original, lost)));
        }
        return switch (fate(volume)) {
            case Fate.Kept(String name) -> new Claim(unbound.with(name, "spec", "volumeName"), Optional.empty());
            case Fate.Replaced(String reason) ->
                new Claim(
                        unbound.without("spec", "volumeName"),
                        Optional.of(warning(original, "the backup holds no files of it, and " + reason)));
        };
    }

    /** A volume that is not part of the restore is one that the cluster has, or one that is lost. */
    private Fate fate(String volume) {
        return fates.computeIfAbsent(
                volume,
                name -> inCluster(name).isPresent()
                        ? new Fate.Kept(name)
                        : new Fate.Replaced("its volume " + name + " is neither restored nor in the cluster"));
    }

    private static String warning(KubernetesObject claim, String reason) {
        return "DATA MISSING: persistent volume claim " + claim.name() + " gets a new and empty volume, because "
                + reason;
    }

    /** When the claim goes to another namespace, a volume of that name may still belong to the claim in the old one. */
    private KubernetesObject moved(KubernetesObject volume, String namespace, Optional<KubernetesObject> others) {
        if (!isMoved(namespace)) {
            return volume;
        }
        KubernetesObject moved = volume.with(String.valueOf(scope.target(namespace)), "spec", "claimRef", "namespace");
        return others.isEmpty()
                ? moved
                : moved.with(cloneName(volume.name()), "metadata", "name")
                        .withAnnotation(VeleroApi.ORIGINAL_PV_NAME, volume.name());
    }

    private boolean isMoved(String namespace) {
        return !namespace.isEmpty() && !namespace.equals(scope.target(namespace));
    }

    private static boolean isBound(KubernetesObject volume) {
        return volume.string("status", "phase").filter("Bound"::equals).isPresent();
    }

    private Optional<KubernetesObject> inCluster(String volume) {
        return cluster.get(new ItemId(GroupResource.PERSISTENT_VOLUMES, null, volume));
    }

    /** Follows from its inputs, so that a restore that is executed again finds the volume it made. */
    private String cloneName(String volume) {
        String inputs = scope.uid() + "/" + volume;
        return "velero-clone-" + UUID.nameUUIDFromBytes(inputs.getBytes(StandardCharsets.UTF_8));
    }

    private static KubernetesObject unbound(KubernetesObject object) {
        KubernetesObject unbound =
                object.without("spec", "claimRef", "uid").without("spec", "claimRef", "resourceVersion");
        for (String annotation : BINDING) {
            unbound = unbound.without("metadata", "annotations", annotation);
        }
        return unbound;
    }
}
