package io.goleta.core.podvolume;

import io.goleta.core.api.SkippedVolume;
import io.goleta.spi.action.VolumeDecision;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The claims of one backup and the pods that mount them. The files of a claim are read once, through one pod after the other until
 * one of them succeeds. Thread-safe.
 */
final class SharedClaims {
    // Enough for a second and a third attempt; a claim may have a thousand pods.
    private static final int MOST_RESERVES = 3;

    /** A volume of a pod that is to be read. */
    record Use(KubernetesObject pod, VolumeDecision.BackUp decision) {
        /** Where the claim is among all; empty for a volume without a claim. */
        Optional<String> claim() {
            return SharedClaims.claim(pod, decision.volume());
        }

        boolean isReadOnly() {
            return new Pod(pod)
                    .volume(decision.volume())
                    .filter(volume -> volume.isReadOnly())
                    .isPresent();
        }
    }

    /** A volume of a pod that is not to be read, and whether that is worth a warning. */
    record LeftOut(SkippedVolume volume, boolean isWarning) {}

    private static final class ClaimUses {
        private boolean isTaken;
        private final List<Use> reserves = new ArrayList<>();
        private final List<LeftOut> leftOut = new ArrayList<>();
    }

    private final Map<String, ClaimUses> claims = new HashMap<>();

    /** {@code namespace/name} of the claim behind a volume; empty for a volume without one. */
    static Optional<String> claim(KubernetesObject pod, String volume) {
        return new Pod(pod)
                .volume(volume)
                .flatMap(found -> found.claimName())
                .map(name -> pod.namespace() + "/" + name);
    }

    /**
     * Takes a claim for a pod; false when it is taken already, or this pod is not the right one. Such pods are kept for later.
     *
     * @param isSuitable whether a backup through this pod is likely to succeed
     */
    synchronized boolean take(String claim, Use use, boolean isSuitable) {
        ClaimUses known = claims.computeIfAbsent(claim, key -> new ClaimUses());
        if (isSuitable && !known.isTaken) {
            known.isTaken = true;
            return true;
        }
        if (known.reserves.size() < MOST_RESERVES) {
            known.reserves.add(use);
        }
        return false;
    }

    /** A pod that was kept and through which the claim may be read. It stays until {@link #use} removes it. */
    synchronized Optional<Use> reserve(String claim, Predicate<Use> isSuitable) {
        ClaimUses known = claims.get(claim);
        return known == null
                ? Optional.empty()
                : known.reserves.stream().filter(isSuitable).findFirst();
    }

    /** Takes the claim for a pod that was kept. */
    synchronized void use(String claim, Use reserve) {
        ClaimUses known = claims.computeIfAbsent(claim, key -> new ClaimUses());
        known.isTaken = true;
        known.reserves.remove(reserve);
    }

    /** Notes that a claim is not to be read through one of its pods. */
    synchronized void leaveOut(String claim, LeftOut volume) {
        claims.computeIfAbsent(claim, key -> new ClaimUses()).leftOut.add(volume);
    }

    /** Claims that are wanted and not taken, because no pod was the right one. */
    synchronized List<String> waiting() {
        return claims.entrySet().stream()
                .filter(entry ->
                        !entry.getValue().isTaken && !entry.getValue().reserves.isEmpty())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** What is left out for good: no other pod's volume was taken in its place. */
    synchronized List<LeftOut> leftOut() {
        return claims.entrySet().stream()
                .filter(entry -> !entry.getValue().isTaken)
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> entry.getValue().leftOut.stream())
                .toList();
    }
}
