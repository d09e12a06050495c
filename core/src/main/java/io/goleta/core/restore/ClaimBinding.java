package io.goleta.core.restore;

import io.goleta.core.kube.Cluster;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a restored claim can be bound to the volume that it names; what stands in its way is removed where that is safe. Thread-safe. */
final class ClaimBinding {
    /** A patch that frees a released volume for a claim of the same name with any uid. */
    static final Map<String, ? extends @Nullable Object> WITHOUT_CLAIM_UID = withoutClaimUid();

    private final Cluster cluster;

    ClaimBinding(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Frees a volume that the former claim has released, so that a claim about to be created is bound to it.
     *
     * @param claim as it will be created, in its new namespace
     * @param formerUid of the claim in the backup
     * @param contentIsReplaced whether it does not matter which claim of that name used the volume last
     * @return why the claim will not be bound to it, to be read after "because"; empty when it can be
     */
    Optional<String> prepare(String volume, KubernetesObject claim, String formerUid, boolean contentIsReplaced) {
        Optional<KubernetesObject> found = cluster.get(new ItemId(GroupResource.PERSISTENT_VOLUMES, null, volume));
        if (found.isEmpty()) {
            return Optional.of("volume " + volume + " is not in the cluster");
        }
        if (found.get().get("metadata", "deletionTimestamp").isPresent()) {
            return Optional.of("volume " + volume + " is being deleted");
        }
        String user = found.get().string("spec", "claimRef", "name").orElse("");
        if (user.isEmpty()) {
            return Optional.empty();
        }
        String namespace = found.get().string("spec", "claimRef", "namespace").orElse("");
        if (!user.equals(claim.name()) || !namespace.equals(String.valueOf(claim.namespace()))) {
            return Optional.of("volume " + volume + " belongs to claim " + namespace + "/" + user);
        }
        String uid = found.get().string("spec", "claimRef", "uid").orElse("");
        ItemId address = new ItemId(GroupResource.PERSISTENT_VOLUME_CLAIMS, claim.namespace(), claim.name());
        if (uid.isEmpty() || cluster.get(address).isPresent()) {
            return Optional.empty();
        }
        if (!contentIsReplaced && !uid.equals(formerUid)) {
            return Optional.of(
                    "volume " + volume + " was released by another claim of that name; look whether it holds the"
                            + " right data, then free it with: kubectl patch pv " + volume
                            + " -p '{\"spec\":{\"claimRef\":{\"uid\":null}}}'");
        }
        cluster.mergePatch(
                cluster.discovery().find(GroupResource.PERSISTENT_VOLUMES).orElseThrow(),
                null,
                volume,
                WITHOUT_CLAIM_UID);
        return Optional.empty();
    }

    private static Map<String, ? extends @Nullable Object> withoutClaimUid() {
        Map<String, @Nullable Object> claim = new HashMap<>();
        claim.put("uid", null);
        claim.put("resourceVersion", null);
        return Map.of("spec", Map.of("claimRef", claim));
    }
}
