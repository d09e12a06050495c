package io.goleta.core.restore;

import io.goleta.core.api.VeleroApi;
import io.goleta.core.kube.Cluster;
import io.goleta.core.podvolume.ClaimProspects;
import io.goleta.core.podvolume.StorageClasses;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.action.BackedUpVolume;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import io.goleta.spi.item.PodVolume;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Persistent volumes, and the claims that are bound to them. Thread-safe.
 *
 * <p>A claim whose files are in the backup gets a new volume, to be filled through a pod that mounts it, if the cluster can make one.
 * Where volumes are made by hand, and where the backup has no files, a volume is restored as it is when its storage may still exist
 * ({@code Retain}), or freed when it is in the cluster and its claim is gone. A claim that ends without its data, or cannot be bound,
 * is an error.
 */
final class PersistentVolumes {
    private static final String MISSING = "DATA MISSING: persistent volume claim ";
    private static final String PROVISIONED_BY = "pv.kubernetes.io/provisioned-by";

    /** What the former binding and the former provisioner left in claims and volumes. */
    private static final List<String> BINDING = List.of(
            "pv.kubernetes.io/bind-completed",
            "pv.kubernetes.io/bound-by-controller",
            "volume.kubernetes.io/storage-provisioner",
            "volume.beta.kubernetes.io/storage-provisioner");

    /**
     * A claim as it is created.
     *
     * @param problems the data that is missing, or what keeps it from being bound, if it is created
     */
    record Claim(KubernetesObject object, List<String> problems) {}

    private sealed interface Decision {
        /** Restored under this name. */
        record Kept(String name) implements Decision {}

        /** Left out, because of this. */
        record Replaced(String reason) implements Decision {}
    }

    private record Address(@Nullable String namespace, String name) {}

    private final Cluster cluster;
    private final RestoreContext context;
    private final BackupContents backup;
    private final UnaryOperator<String> mappedClass;
    private final StorageClasses classes;
    private final ClaimProspects prospects;
    private final ClaimBinding binding;
    private final Map<String, Decision> decisions = new ConcurrentHashMap<>();
    private final Set<Address> toBeFilled = ConcurrentHashMap.newKeySet();
    private final Set<Address> filled = ConcurrentHashMap.newKeySet();

    /**
     * @param mappedClass the storage class that a claim gets instead of the one in the backup
     */
    PersistentVolumes(
            Cluster cluster, RestoreContext context, BackupContents backup, UnaryOperator<String> mappedClass) {
        this.cluster = cluster;
        this.context = context;
        this.backup = backup;
        this.mappedClass = mappedClass;
        this.classes = new StorageClasses(cluster);
        this.prospects = new ClaimProspects(cluster, classes);
        this.binding = new ClaimBinding(cluster);
    }

    /** A persistent volume as it is created; empty when it stays away, mostly because the cluster is to provision a new one. */
    Optional<KubernetesObject> volume(KubernetesObject volume) {
        String namespace = volume.string("spec", "claimRef", "namespace").orElse("");
        Optional<KubernetesObject> others = inCluster(volume.name()).filter(found -> !context.hasCreated(found));
        Optional<String> reason = reasonToReplace(volume, namespace, others);
        if (reason.isPresent()) {
            decisions.put(volume.name(), new Decision.Replaced(reason.get()));
            return Optional.empty();
        }
        KubernetesObject kept = unbound(moved(volume, namespace, others));
        decisions.put(volume.name(), new Decision.Kept(kept.name()));
        return Optional.of(kept);
    }

    private Optional<String> reasonToReplace(
            KubernetesObject volume, String namespace, Optional<KubernetesObject> others) {
        String name = volume.name();
        String claim = volume.string("spec", "claimRef", "name").orElse("");
        boolean hasFiles = context.volumes()
                .ofClaim(namespace, claim)
                .filter(data -> data.replacesContent() && !(data instanceof VolumeData.Excluded))
                .isPresent();
        boolean expires = volume.string("spec", "persistentVolumeReclaimPolicy")
                .orElse("")
                .equals("Delete");
        if (hasFiles) {
            Optional<StorageClasses.Obstacle> obstacle = classes.obstacle(claimedClass(volume, namespace, claim));
            if (obstacle.isEmpty()) {
                return Optional.of("its files are in the backup");
            }
            // The volume of another cluster's provisioner may be in use there.
            if (!obstacle.get().byDesign() && volume.annotations().containsKey(PROVISIONED_BY) && others.isEmpty()) {
                return Optional.of("volume " + name + " was provisioned");
            }
            return isMoved(namespace) && others.isPresent()
                    ? Optional.of("volume " + name + " in the cluster belongs to the claim in namespace " + namespace)
                    : Optional.empty();
        }
        if (expires) {
            return Optional.of("volume " + name + " is of reclaim policy Delete");
        }
        return isMoved(namespace) && others.filter(PersistentVolumes::isBound).isPresent()
                ? Optional.of("volume " + name + " is in use by the claim in namespace " + namespace)
                : Optional.empty();
    }

    /** A bound volume has the class of its claim, except that a claim without any may have got one of the class "". */
    private Optional<String> claimedClass(KubernetesObject volume, String namespace, String claim) {
        return backup.read(new ItemId(GroupResource.PERSISTENT_VOLUME_CLAIMS, namespace, claim))
                .map(StorageClasses::named)
                .orElseGet(() -> StorageClasses.named(volume))
                .map(mappedClass);
    }

    /**
     * A claim as it is created. Frees its volume, if that has to be.
     *
     * @param original the claim in the backup
     */
    Claim claim(KubernetesObject claim, KubernetesObject original) {
        KubernetesObject unbound = unbound(claim);
        String volume = claim.string("spec", "volumeName").orElse("");
        Optional<VolumeData> data = context.volumes().ofClaim(original);
        if (volume.isEmpty() && data.isEmpty()) {
            return new Claim(unbound, List.of());
        }
        Optional<StorageClasses.Obstacle> obstacle = classes.obstacle(StorageClasses.named(claim));
        boolean refilled = data.filter(VolumeData::replacesContent).isPresent();
        if (refilled && obstacle.isEmpty()) {
            // The files come from the backup, not from what the volume was once cloned from, which may be gone.
            KubernetesObject bare = fresh(unbound).without("spec", "dataSource").without("spec", "dataSourceRef");
            return new Claim(bare, List.of());
        }
        Decision decision = volume.isEmpty() ? new Decision.Replaced("it had no volume") : decision(volume);
        return switch (decision) {
            case Decision.Kept(String name) -> bound(unbound, original, name, refilled);
            case Decision.Replaced(String reason) -> unprovided(unbound, original, reason, refilled, obstacle);
        };
    }

    /** A claim of a volume that is in the cluster by now. */
    private Claim bound(KubernetesObject unbound, KubernetesObject original, String volume, boolean refilled) {
        KubernetesObject claim = unbound.with(volume, "spec", "volumeName");
        List<String> problems = new ArrayList<>();
        if (!refilled) {
            context.volumes()
                    .lossOf(original)
                    .ifPresent(loss -> problems.add(MISSING + claim.name() + " is bound to volume " + volume
                            + " with what that holds now, because " + loss));
        }
        binding.prepare(volume, context.placed(claim), original.uid(), refilled)
                .ifPresent(reason -> problems.add((refilled ? MISSING : "Persistent volume claim ") + claim.name()
                        + " cannot be bound, because " + reason));
        return new Claim(claim, problems);
    }

    /** A claim whose volume is left out, or lost. */
    private Claim unprovided(
            KubernetesObject unbound,
            KubernetesObject original,
            String reason,
            boolean refilled,
            Optional<StorageClasses.Obstacle> obstacle) {
        KubernetesObject claim = obstacle.isEmpty() ? fresh(unbound) : unbound.without("spec", "volumeName");
        if (obstacle.isPresent() && !prospects.hasFreeVolume(claim)) {
            String problem = MISSING + claim.name() + " cannot be bound, because " + reason
                    + ", and no new one is made: " + obstacle.get().reason();
            return new Claim(claim, List.of(problem));
        }
        if (refilled) {
            return new Claim(claim, List.of());
        }
        String loss = context.volumes().lossOf(original).orElse("the backup holds no files of it");
        return new Claim(
                claim,
                List.of(MISSING + claim.name() + " gets a new and empty volume, because " + loss + ", and " + reason));
    }

    /** Kubernetes provisions nothing for a claim with a selector. */
    private static KubernetesObject fresh(KubernetesObject claim) {
        return claim.without("spec", "volumeName").without("spec", "selector");
    }

    /**
     * Remembers a claim that this restore has created.
     *
     * @param original the claim in the backup
     */
    void created(KubernetesObject claim, KubernetesObject original) {
        if (context.volumes()
                .ofClaim(original)
                .filter(VolumeData.Files.class::isInstance)
                .isPresent()) {
            toBeFilled.add(new Address(claim.namespace(), claim.name()));
        } else {
            context.volumes().reported(original);
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

    /** Reports claims that were created to be filled, but not filled through any pod. Call it when all objects are restored. */
    void reportEmptyClaims(RunReporter reporter) {
        toBeFilled.stream()
                .filter(claim -> !filled.contains(claim))
                .forEach(claim -> reporter.error(
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
