package io.goleta.core.coverage;

import io.goleta.core.api.VeleroApi;
import io.goleta.spi.item.KubernetesObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The PodVolumeBackups of an installation, of which only the newest of each volume are remembered. */
final class VolumeTransfers {
    /**
     * One volume that was moved, or was to be.
     *
     * @param pod its name, and its uid
     */
    record Move(String backup, String pod, String podUid, String end, String message) {}

    /** The newest of one volume that is in a backup, and the newest that failed. */
    private record Newest(@Nullable Move done, @Nullable Move failed) {
        static final Newest NONE = new Newest(null, null);

        Newest with(Move move, boolean failure) {
            return failure ? new Newest(done, later(failed, move)) : new Newest(later(done, move), failed);
        }

        private static Move later(@Nullable Move one, Move other) {
            return one == null || other.end().compareTo(one.end()) >= 0 ? other : one;
        }
    }

    private final Set<String> restorable;
    private final Map<String, Newest> ofClaims = new HashMap<>();
    private final Map<String, Map<String, Newest>> ofLineages = new HashMap<>();
    private final Map<String, Newest> ofPods = new HashMap<>();

    /** @param restorable names of the backups that can be restored */
    VolumeTransfers(Set<String> restorable) {
        this.restorable = restorable;
    }

    void add(KubernetesObject object) {
        String phase = object.string("status", "phase").orElse("");
        String backup = object.maps("metadata", "ownerReferences").stream()
                .map(owner -> String.valueOf(owner.get("name")))
                .findFirst()
                .orElse("");
        boolean failure = phase.equals("Failed") || phase.equals("Canceled");
        if (!failure && !(phase.equals("Completed") && restorable.contains(backup))) {
            return;
        }
        Move move = new Move(
                backup,
                object.string("spec", "pod", "name").orElse(""),
                object.string("spec", "pod", "uid").orElse(""),
                object.string("status", "completionTimestamp").orElse(""),
                object.string("status", "message").orElse(""));
        String volume = object.string("spec", "volume").orElse("");
        remember(ofPods, move.podUid() + "/" + volume, move, failure);
        labelled(object, VeleroApi.PVC_UID).ifPresent(claim -> remember(ofClaims, claim, move, failure));
        labelled(object, VeleroApi.VOLUME_LINEAGE)
                .ifPresent(lineage -> remember(
                        ofLineages.computeIfAbsent(lineage, key -> new HashMap<>()), move.pod(), move, failure));
    }

    private static Optional<String> labelled(KubernetesObject object, String label) {
        return Optional.ofNullable(object.labels().get(label)).filter(value -> !value.isEmpty());
    }

    private static void remember(Map<String, Newest> known, String key, Move move, boolean failure) {
        known.put(key, known.getOrDefault(key, Newest.NONE).with(move, failure));
    }

    Optional<Move> doneForClaim(String uid) {
        return Optional.ofNullable(ofClaims.getOrDefault(uid, Newest.NONE).done());
    }

    Optional<Move> failedForClaim(String uid) {
        return Optional.ofNullable(ofClaims.getOrDefault(uid, Newest.NONE).failed());
    }

    Optional<Move> doneForPod(String uid, String volume) {
        return Optional.ofNullable(
                ofPods.getOrDefault(uid + "/" + volume, Newest.NONE).done());
    }

    Optional<Move> failedForPod(String uid, String volume) {
        return Optional.ofNullable(
                ofPods.getOrDefault(uid + "/" + volume, Newest.NONE).failed());
    }

    /** The newest of a lineage, of those pods only that a pod could have replaced. */
    Optional<Move> doneForLineage(String label, Predicate<String> replaced) {
        return ofLineages.getOrDefault(label, Map.of()).entrySet().stream()
                .filter(entry -> replaced.test(entry.getKey()))
                .flatMap(entry -> Optional.ofNullable(entry.getValue().done()).stream())
                .max((one, other) -> one.end().compareTo(other.end()));
    }
}
