package io.goleta.core.restore;

import io.goleta.core.kube.ApiResource;
import io.goleta.core.restore.BackedUpVolumes.ClaimData;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.action.BackedUpVolume;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What follows once an object is in the cluster. Thread-safe. */
final class RestoredItems {
    private final BackedUpVolumes backedUp;
    private final OwnerReferences owners;
    private final StatusRestorer statuses;
    private final Definitions definitions;
    private final PodVolumes volumes;
    private final EmptyClaims claims;
    private final RunReporter findings;

    RestoredItems(
            BackedUpVolumes backedUp,
            OwnerReferences owners,
            StatusRestorer statuses,
            Definitions definitions,
            PodVolumes volumes,
            EmptyClaims claims,
            RunReporter findings) {
        this.backedUp = backedUp;
        this.owners = owners;
        this.statuses = statuses;
        this.definitions = definitions;
        this.volumes = volumes;
        this.claims = claims;
        this.findings = findings;
    }

    /**
     * @param original the object as it lies in the backup
     * @param wanted volumes to restore into a pod
     * @param warning what the user must know about a claim that was created
     */
    void settle(
            ApiResource resource,
            Creation creation,
            KubernetesObject original,
            List<BackedUpVolume> wanted,
            Optional<String> warning) {
        KubernetesObject object = creation.object();
        if (resource.id().equals(Definitions.RESOURCE)) {
            definitions.awaitReady(resource, object.name());
        }
        if (!creation.isOurs()) {
            return;
        }
        owners.remember(resource, object, original);
        statuses.restore(resource, object, original);
        warning.ifPresent(text -> findings.warn(object.namespace(), text));
        if (resource.id().equals(GroupResource.PODS)) {
            volumes.start(object, original, wanted);
        } else if (resource.id().equals(GroupResource.PERSISTENT_VOLUME_CLAIMS) && hasFiles(original)) {
            claims.created(object);
        }
    }

    private boolean hasFiles(KubernetesObject claim) {
        return backedUp.ofClaim(Objects.requireNonNullElse(claim.namespace(), ""), claim.name())
                .filter(ClaimData.FILES::equals)
                .isPresent();
    }
}
