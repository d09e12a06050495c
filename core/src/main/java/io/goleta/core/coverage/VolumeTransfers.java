package io.goleta.core.coverage;

import io.goleta.core.api.VeleroApi;
import io.goleta.spi.item.KubernetesObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The finished PodVolumeBackups of an installation; of each volume only the latest are kept. */
final class VolumeTransfers {
    /**
     * The transfer of one volume into a backup.
     *
     * @param pod the name of the pod
     */
    record Transfer(String backup, String pod, String podUid, String end, String message) {}

    /** The latest successful and the latest failed transfer of one volume. */
    private record Latest(@Nullable Transfer done, @Nullable Transfer failed) {
        static final Latest NONE = new Latest(null, null);

        Latest with(Transfer transfer, boolean failure) {
            return failure ? new Latest(done, later(failed, transfer)) : new Latest(later(done, transfer), failed);
        }

        private static Transfer later(@Nullable Transfer one, Transfer other) {
            return one == null || other.end().compareTo(one.end()) >= 0 ? other : one;
        }
    }

    private final Set<String> restorable;
    private final Map<String, Latest> ofClaims = new HashMap<>();
    private final Map<String, Map<String, Latest>> ofLineages = new HashMap<>();
    private final Map<String, Latest> ofPods = new HashMap<>();

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
        Transfer transfer = new Transfer(
                backup,
                object.string("spec", "pod", "name").orElse(""),
                object.string("spec", "pod", "uid").orElse(""),
                object.string("status", "completionTimestamp").orElse(""),
                object.string("status", "message").orElse(""));
        String volume = object.string("spec", "volume").orElse("");
        remember(ofPods, transfer.podUid() + "/" + volume, transfer, failure);
        labelled(object, VeleroApi.PVC_UID).ifPresent(claim -> remember(ofClaims, claim, transfer, failure));
        labelled(object, VeleroApi.VOLUME_LINEAGE)
                .ifPresent(lineage -> remember(
                        ofLineages.computeIfAbsent(lineage, key -> new HashMap<>()),
                        transfer.pod(),
                        transfer,
                        failure));
    }

    private static Optional<String> labelled(KubernetesObject object, String label) {
        return Optional.ofNullable(object.labels().get(label)).filter(value -> !value.isEmpty());
    }

    private static void remember(Map<String, Latest> known, String key, Transfer transfer, boolean failure) {
        known.put(key, known.getOrDefault(key, Latest.NONE).with(transfer, failure));
    }

    Optional<Transfer> doneForClaim(String uid) {
        return Optional.ofNullable(ofClaims.getOrDefault(uid, Latest.NONE).done());
    }

    Optional<Transfer> failedForClaim(String uid) {
        return Optional.ofNullable(ofClaims.getOrDefault(uid, Latest.NONE).failed());
    }

    Optional<Transfer> doneForPod(String uid, String volume) {
        return Optional.ofNullable(
                ofPods.getOrDefault(uid + "/" + volume, Latest.NONE).done());
    }

    Optional<Transfer> failedForPod(String uid, String volume) {
        return Optional.ofNullable(
                ofPods.getOrDefault(uid + "/" + volume, Latest.NONE).failed());
    }

    /** The latest of a lineage, restricted to pods that may have been replaced. */
    Optional<Transfer> doneForLineage(String label, Predicate<String> replaced) {
        return ofLineages.getOrDefault(label, Map.of()).entrySet().stream()
                .filter(entry -> replaced.test(entry.getKey()))
                .flatMap(entry -> Optional.ofNullable(entry.getValue().done()).stream())
                .max((one, other) -> one.end().compareTo(other.end()));
    }
}
