package io.goleta.core.coverage;

import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.volume.PodVolume;
import io.goleta.core.volume.VolumeLineage;
import io.goleta.core.volume.Workloads;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells for every persistent volume claim and every volume of a pod which backup protects it, or why none does. It looks at
 * what backups did, not at what a next one would do: what was chosen and why is the plugins' decision, which each backup puts
 * on record.
 */
public final class Coverage {
    private static final ApiResource BACKUPS = velero(VeleroKind.BACKUP.id(), "Backup");
    private static final ApiResource POD_VOLUME_BACKUPS = velero(VeleroKind.POD_VOLUME_BACKUP.id(), "PodVolumeBackup");
    private static final ApiResource PODS = builtIn(GroupResource.PODS, "Pod");
    private static final ApiResource CLAIMS = builtIn(GroupResource.PERSISTENT_VOLUME_CLAIMS, "PersistentVolumeClaim");
    private static final Set<String> OVER = Set.of("Succeeded", "Failed");

    private final Cluster cluster;
    private final String ownNamespace;
    private final SkippedVolumeSource reasons;

    /** @param ownNamespace where the backups are */
    public Coverage(Cluster cluster, String ownNamespace, SkippedVolumeSource reasons) {
        this.cluster = cluster;
        this.ownNamespace = ownNamespace;
        this.reasons = reasons;
    }

    /**
     * Every volume, by namespace, kind, name and volume.
     *
     * @param namespace null for all
     */
    public List<VolumeCoverage> of(@Nullable String namespace) {
        RestorableBackups runs = new RestorableBackups();
        cluster.list(BACKUPS, ListOptions.inNamespace(ownNamespace), runs::add);
        VolumeTransfers moves = new VolumeTransfers(runs.names());
        cluster.list(POD_VOLUME_BACKUPS, ListOptions.inNamespace(ownNamespace), moves::add);
        Uses uses = new Uses();
        list(PODS, namespace, uses::add);

        CoverageEvaluator judgement = new CoverageEvaluator(runs, moves, new SkippedVolumeIndex(reasons), uses.pods);
        List<VolumeCoverage> found = new ArrayList<>();
        uses.withoutClaim.forEach(use -> found.add(judgement.ofVolume(use)));
        list(CLAIMS, namespace, claim -> {
            String key = claim.string("metadata", "namespace").orElse("") + "/" + claim.name();
            found.add(judgement.ofClaim(claim, uses.ofClaims.getOrDefault(key, List.of())));
        });
        found.sort(Comparator.comparing(VolumeCoverage::namespace)
                .thenComparing(VolumeCoverage::kind)
                .thenComparing(VolumeCoverage::name)
                .thenComparing(VolumeCoverage::volume));
        return found;
    }

    private void list(ApiResource resource, @Nullable String namespace, Consumer<KubernetesObject> consumer) {
        cluster.list(resource, new ListOptions(namespace, "", ""), consumer);
    }

    /** Of each pod only what is needed. */
    private final class Uses {
        private final VolumeLineage lineage = new VolumeLineage(new Workloads(cluster));
        final Set<String> pods = new HashSet<>();
        final List<PodVolumeUse> withoutClaim = new ArrayList<>();
        final Map<String, List<PodVolumeUse>> ofClaims = new HashMap<>();

        void add(KubernetesObject pod) {
            boolean over = OVER.contains(pod.string("status", "phase").orElse(""));
            pods.add(pod.string("metadata", "namespace").orElse("") + "/" + pod.name());
            for (PodVolume volume : PodVolume.allOf(pod)) {
                if (!PodVolumeUse.holdsData(volume)) {
                    continue;
                }
                PodVolumeUse use = PodVolumeUse.of(volume, lineage);
                if (!use.claim().isEmpty()) {
                    ofClaims.computeIfAbsent(use.namespace() + "/" + use.claim(), key -> new ArrayList<>())
                            .add(use);
                } else if (!over) {
                    withoutClaim.add(use);
                }
            }
        }
    }

    private static ApiResource velero(GroupResource id, String kind) {
        return new ApiResource(id, VeleroApi.VERSION, kind, "", List.of(), true, Set.of());
    }

    private static ApiResource builtIn(GroupResource id, String kind) {
        return new ApiResource(id, "v1", kind, "", List.of(), true, Set.of());
    }
}
