package io.goleta.server.nodeagent;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.goleta.core.api.BackupPhase;
import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.kube.ApiException;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Knows whether anybody still wants a volume to be moved: its backup or restore is under way, and its pod exists. */
final class CancellationCheck {
    private static final Set<String> RUNS = Set.of("Backup", "Restore");
    /** Of backups; those of restores are among them. */
    private static final Set<String> OVER = Stream.of(BackupPhase.values())
            .filter(phase -> phase.isTerminal() || phase == BackupPhase.Deleting)
            .map(BackupPhase::name)
            .collect(Collectors.toUnmodifiableSet());

    private final ClusterReader cluster;
    private final GroupResource resource;

    /**
     * @param resource PodVolumeBackups or PodVolumeRestores
     */
    CancellationCheck(ClusterReader cluster, GroupResource resource) {
        this.cluster = cluster;
        this.resource = resource;
    }

    /** Why a move must not begin; empty when it may. */
    Optional<String> reasonNotToBegin(HasMetadata move) {
        return Objects.requireNonNullElse(move.getMetadata().getOwnerReferences(), List.<OwnerReference>of()).stream()
                .filter(owner -> RUNS.contains(owner.getKind()))
                .flatMap(owner -> ask(() -> ofRun(owner, move.getMetadata().getNamespace())).stream())
                .findFirst();
    }

    /** An account with Velero's own, older rights may not be allowed to ask; then it is enough that nobody says no. */
    private static Optional<String> ask(Supplier<Optional<String>> question) {
        try {
            return question.get();
        } catch (ApiException e) {
            if (e.code() == HttpURLConnection.HTTP_FORBIDDEN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Why a move under way must stop; empty when it may go on. */
    Optional<String> reasonToStop(HasMetadata move, @Nullable ObjectReference pod) {
        return reasonNotToBegin(move).or(() -> ofItself(move)).or(() -> ofPod(pod));
    }

    private Optional<String> ofRun(OwnerReference owner, String namespace) {
        String run = owner.getKind().toLowerCase(Locale.ROOT) + " " + owner.getName();
        Optional<KubernetesObject> found = cluster.get(new ItemId(
                owner.getKind().equals("Backup") ? VeleroApi.BACKUPS : VeleroApi.RESTORES, namespace, owner.getName()));
        if (found.filter(object -> object.uid().equals(owner.getUid()) && !isBeingDeleted(object))
                .isEmpty()) {
            return Optional.of("cancelled: " + run + " was deleted");
        }
        return found.flatMap(object -> object.string("status", "phase"))
                .filter(OVER::contains)
                .map(phase -> "cancelled: " + run + " is over (" + phase + ")");
    }

    private Optional<String> ofItself(HasMetadata move) {
        Optional<KubernetesObject> found = cluster.get(new ItemId(
                        resource,
                        move.getMetadata().getNamespace(),
                        move.getMetadata().getName()))
                .filter(object -> object.uid().equals(move.getMetadata().getUid()) && !isBeingDeleted(object));
        if (found.isEmpty()) {
            return Optional.of("cancelled: the " + move.getKind() + " was deleted");
        }
        return found.filter(object -> PodVolumePhase.of(object)
                        .filter(PodVolumePhase::isTerminal)
                        .isPresent())
                .map(object -> object.string("status", "message").orElse("cancelled: the server ended it"));
    }

    private Optional<String> ofPod(@Nullable ObjectReference pod) {
        if (pod == null || pod.getName() == null) {
            return Optional.empty();
        }
        boolean exists = cluster.get(new ItemId(GroupResource.PODS, pod.getNamespace(), pod.getName()))
                .filter(found -> pod.getUid() == null || pod.getUid().equals(found.uid()))
                .isPresent();
        return exists
                ? Optional.empty()
                : Optional.of("cancelled: pod " + pod.getNamespace() + "/" + pod.getName() + " was deleted");
    }

    private static boolean isBeingDeleted(KubernetesObject object) {
        return object.string("metadata", "deletionTimestamp").isPresent();
    }
}
