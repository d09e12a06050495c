package io.goleta.core.restore;

import io.goleta.core.api.VeleroApi;
import io.goleta.core.kube.Cluster;
import io.goleta.core.restore.BackedUpVolumes.ClaimData;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.action.BackedUpVolume;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import io.goleta.spi.item.PodVolume;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Persistent volumes, and the claims that are bound to them. Thread-safe.
 *
 * <p>A volume is restored as it is when its storage may still exist ({@code Retain}). Otherwise the claim alone is restored and the
 * cluster provisions a new volume for it, to be filled from the backup through a pod that mounts it. A claim whose new volume stays
 * empty, because the backup has no files of it or the restore no such pod, is a warning.
 */
final class PersistentVolumes {
    private static final String[] BINDING = {"pv.kubernetes.io/bind-completed", "pv.kubernetes.io/bound-by-controller"};

    /** A patch that frees a released volume for a claim of the same name with any uid. */
    static final Map<String, ? extends @Nullable Object> WITHOUT_CLAIM_UID = withoutClaimUid();

    /**
     * A claim as it is created.
     *
     * @param warning the data that is missing if it is created
     */
    record Claim(KubernetesObject object, Optional<String> warning) {}

    private sealed interface Decision {
        /** Restored under this name. */
        record Kept(String name) implements Decision {}

        /** Provisioned anew, because of this. */
        record Replaced(String reason) implements Decision {}
    }

    private record Address(@Nullable String namespace, String name) {}

    private final Cluster cluster;
    private final RestoreContext context;
    private final Map<String, Decision> decisions = new ConcurrentHashMap<>();
    private final Set<Address> toBeFilled = ConcurrentHashMap.newKeySet();
    private final Set<Address> filled = ConcurrentHashMap.newKeySet();

    PersistentVolumes(Cluster cluster, RestoreContext context) {
        this.cluster = cluster;
        this.context = context;
    }

    /** A persistent volume as it is created; empty when the cluster is to provision a new one. */
    Optional<KubernetesObject> volume(KubernetesObject volume) {
        String namespace = volume.string("spec", "claimRef", "namespace").orElse("");
        String claim = volume.string("spec", "claimRef", "name").orElse("");
        boolean expires = volume.string("spec", "persistentVolumeReclaimPolicy")
                .orElse("")
                .equals("Delete");
        Optional<KubernetesObject> others = inCluster(volume.name()).filter(found -> !context.hasCreated(found));
        String reason = "";
        if (context.volumes().ofClaim(namespace, claim).isPresent()) {
            reason = "its files are in the backup";
        } else if (expires) {
            reason = "volume " + volume.name() + " is of reclaim policy Delete";
        } else if (isMoved(namespace)
                && others.filter(PersistentVolumes::isBound).isPresent()) {
            reason = "volume " + volume.name() + " is in use by the claim in namespace " + namespace;
        }
        if (!reason.isEmpty()) {
            decisions.put(volume.name(), new Decision.Replaced(reason));
            return Optional.empty();
        }
        KubernetesObject kept = unbound(moved(volume, namespace, others));
        decisions.put(volume.name(), new Decision.Kept(kept.name()));
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
        Optional<ClaimData> data = context.volumes().ofClaim(original);
        if (data.isPresent()) {
            String lost = "backing up its files failed, or they are in a format that cannot be read here";
            // The files come from the backup, not from what the volume was once cloned from, which may be gone.
            KubernetesObject bare = unbound.without("spec", "volumeName")
                    .without("spec", "dataSource")
                    .without("spec", "dataSourceRef");
            return new Claim(bare, data.filter(ClaimData.LOST::equals).map(any -> warning(original, lost)));
        }
        return switch (decision(volume)) {
            case Decision.Kept(String name) -> new Claim(unbound.with(name, "spec", "volumeName"), Optional.empty());
            case Decision.Replaced(String reason) ->
                new Claim(
                        unbound.without("spec", "volumeName"),
                        Optional.of(warning(original, "the backup holds no files of it, and " + reason)));
        };
    }

    /**
     * Remembers a claim that this restore has created.
     *
     * @param original the claim in the backup
     */
    void created(KubernetesObject claim, KubernetesObject original) {
        if (context.volumes().ofClaim(original).filter(ClaimData.FILES::equals).isPresent()) {
            toBeFilled.add(new Address(claim.namespace(), claim.name()));
        }
    }

    /** Remembers which claims are filled through a pod that this restore has created. */
    void filledThrough(KubernetesObject pod, List<BackedUpVolume> volumes) {
        List<String> names = volumes.stream().map(BackedUpVolume::volume).toList();
        for (PodVolume volume : new Pod(pod).volumes()) {
            if (names.contains(volume.name())) {
                volume.claimName().ifPresent(claim -> filled.add(new Address(pod.namespace(), claim)));
            }
        }
    }

    /** Warns of claims that were created to be filled, but not filled through any pod. Call it when all objects are restored. */
    void reportEmptyClaims(RunReporter reporter) {
        toBeFilled.stream()
                .filter(claim -> !filled.contains(claim))
                .forEach(claim -> reporter.warn(
                        claim.namespace(),
                        "DATA MISSING: persistent volume claim " + claim.name()
                                + " has a new and empty volume. Its files are"
                                + " in the backup, but no pod that mounts it was created by this restore; restore the pod"
                                + " as well, or delete the claim and restore both"));
    }

    /**
     * Whether a volume in the cluster is the very volume in the backup, retained when its claim was deleted: the usual state after
     * its namespace was deleted. It still names the deleted claim by its uid, and the restored claim would wait for it in vain.
     */
    static boolean isReleased(KubernetesObject inCluster, KubernetesObject original) {
        return inCluster.kind().equals("PersistentVolume")
                && inCluster
                        .string("status", "phase")
                        .filter("Released"::equals)
                        .isPresent()
                && inCluster.uid().equals(original.uid())
                && Stream.of("namespace", "name", "uid")
                        .allMatch(field -> Objects.equals(
                                inCluster.get("spec", "claimRef", field), original.get("spec", "claimRef", field)));
    }

    /** A volume that is not part of the restore is in the cluster, or lost. */
    private Decision decision(String volume) {
        return decisions.computeIfAbsent(
                volume,
                name -> inCluster(name).isPresent()
                        ? new Decision.Kept(name)
                        : new Decision.Replaced("its volume " + name + " is neither restored nor in the cluster"));
    }

    private static Map<String, ? extends @Nullable Object> withoutClaimUid() {
        Map<String, @Nullable Object> claim = new HashMap<>();
        claim.put("uid", null);
        claim.put("resourceVersion", null);
        return Map.of("spec", Map.of("claimRef", claim));
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
        KubernetesObject moved =
                volume.with(String.valueOf(context.target(namespace)), "spec", "claimRef", "namespace");
        return others.isEmpty()
                ? moved
                : moved.with(cloneName(volume.name()), "metadata", "name")
                        .withAnnotation(VeleroApi.ORIGINAL_PV_NAME, volume.name());
    }

    private boolean isMoved(String namespace) {
        return !namespace.isEmpty() && !namespace.equals(context.target(namespace));
    }

    private static boolean isBound(KubernetesObject volume) {
        return volume.string("status", "phase").filter("Bound"::equals).isPresent();
    }

    private Optional<KubernetesObject> inCluster(String volume) {
        return cluster.get(new ItemId(GroupResource.PERSISTENT_VOLUMES, null, volume));
    }

    /** Follows from its inputs, so that a restore that is executed again finds the volume it made. */
    private String cloneName(String volume) {
        String inputs = context.uid() + "/" + volume;
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
