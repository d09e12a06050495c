package io.goleta.server.nodeagent;

import io.goleta.core.api.Backup;
import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.core.kube.ApiException;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.net.HttpURLConnection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks whether the transfer of a volume is cancelled: somebody asked for it, its run is over, or its pod was deleted. */
final class CancellationCheck {
    private static final String ON_REQUEST = "cancelled: spec.cancel is true";
    private static final Set<String> RUNS = Set.of("Backup", "Restore");
    /** Of backups; those of restores are among them. */
    private static final Set<String> OVER = Stream.of(Backup.Phase.values())
            .filter(phase -> phase.isTerminal() || phase == Backup.Phase.Deleting)
            .map(Backup.Phase::name)
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

    /** How a cancelled transfer ends: as a user asked, or as a failure of its run. */
    static PodVolumePhase phase(String reason) {
        return reason.equals(ON_REQUEST) ? PodVolumePhase.Canceled : PodVolumePhase.Failed;
    }

    /** Why a transfer must not begin; empty when it may. */
    Optional<String> reasonNotToBegin(VeleroObject<?, ?> move) {
        return onRequest(move.object()).or(() -> ofRuns(move));
    }

    private static Optional<String> onRequest(KubernetesObject move) {
        return move.isTrue("spec", "cancel") ? Optional.of(ON_REQUEST) : Optional.empty();
    }

    private Optional<String> ofRuns(VeleroObject<?, ?> move) {
        return move.object().maps("metadata", "ownerReferences").stream()
                .map(KubernetesObject::of)
                .filter(owner -> RUNS.contains(owner.kind()))
                .flatMap(owner -> ask(() -> ofRun(owner, move.namespace())).stream())
                .findFirst();
    }

    /** A service account with Velero's own, older permissions may not be allowed to read these; then nothing is cancelled. */
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

    /** Why a running transfer must stop; empty when it may go on. */
    Optional<String> reasonToStop(VeleroObject<?, ?> move) {
        return reasonNotToBegin(move).or(() -> ofItself(move)).or(() -> ofPod(PodReference.of(move)));
    }

    private Optional<String> ofRun(KubernetesObject owner, String namespace) {
        String name = owner.string("name").orElse("");
        String run = owner.kind().toLowerCase(Locale.ROOT) + " " + name;
        VeleroKind<?> kind = owner.kind().equals("Backup") ? VeleroKind.BACKUP : VeleroKind.RESTORE;
        Optional<KubernetesObject> found = cluster.get(new ItemId(kind.id(), namespace, name));
        if (found.filter(object -> object.uid().equals(owner.string("uid").orElse("")) && !isBeingDeleted(object))
                .isEmpty()) {
            return Optional.of("cancelled: " + run + " was deleted");
        }
        return found.flatMap(object -> object.string("status", "phase"))
                .filter(OVER::contains)
                .map(phase -> "cancelled: " + run + " is over (" + phase + ")");
    }

    private Optional<String> ofItself(VeleroObject<?, ?> move) {
        Optional<KubernetesObject> found = cluster.get(new ItemId(resource, move.namespace(), move.name()))
                .filter(object -> object.uid().equals(move.uid()) && !isBeingDeleted(object));
        if (found.isEmpty()) {
            return Optional.of("cancelled: the " + move.kind() + " was deleted");
        }
        return found.flatMap(CancellationCheck::onRequest)
                .or(() -> found.filter(object -> PodVolumePhase.of(object)
                                .filter(PodVolumePhase::isTerminal)
                                .isPresent())
                        .map(object -> object.string("status", "message").orElse("cancelled: the server ended it")));
    }

    private Optional<String> ofPod(PodReference pod) {
        return !pod.isComplete() || pod.exists(cluster)
                ? Optional.empty()
                : Optional.of("cancelled: pod " + pod + " was deleted");
    }

    private static boolean isBeingDeleted(KubernetesObject object) {
        return object.string("metadata", "deletionTimestamp").isPresent();
    }
}
