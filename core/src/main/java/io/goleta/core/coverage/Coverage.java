package io.goleta.core.coverage;

import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.podvolume.VolumeLineage;
import io.goleta.core.podvolume.Workloads;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import io.goleta.spi.item.PodVolume;
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
 * The backup coverage of every persistent volume claim and every pod volume: the backup that protects it, or why none does. It
 * evaluates finished backups and does not predict the next one: which volumes are backed up is the plugins' decision, and each
 * backup records the skipped ones.
 */
public final class Coverage {
    private static final ApiResource BACKUPS = velero(VeleroKind.BACKUP.id(), "Backup");
    private static final ApiResource POD_VOLUME_BACKUPS = velero(VeleroKind.POD_VOLUME_BACKUP.id(), "PodVolumeBackup");
    private static final ApiResource PODS = builtIn(GroupResource.PODS, "Pod");
    private static final ApiResource CLAIMS = builtIn(GroupResource.PERSISTENT_VOLUME_CLAIMS, "PersistentVolumeClaim");
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private final Cluster cluster;
    private final String ownNamespace;
    private final SkippedVolumeSource skippedVolumes;

    /** @param ownNamespace the namespace of the backups */
    public Coverage(Cluster cluster, String ownNamespace, SkippedVolumeSource skippedVolumes) {
        this.cluster = cluster;
        this.ownNamespace = ownNamespace;
        this.skippedVolumes = skippedVolumes;
    }

    /**
     * The coverage of every volume, sorted by namespace, kind, name and volume.
     *
     * @param namespace null for all
     */
    public List<VolumeCoverage> of(@Nullable String namespace) {
        CoverageEvaluator.RestorableBackups backups = new CoverageEvaluator.RestorableBackups();
        cluster.list(BACKUPS, ListOptions.inNamespace(ownNamespace), backups::add);
        VolumeTransfers transfers = new VolumeTransfers(backups.names());
        cluster.list(POD_VOLUME_BACKUPS, ListOptions.inNamespace(ownNamespace), transfers::add);
        PodVolumeUses uses = new PodVolumeUses();
        list(PODS, namespace, uses::add);

        CoverageEvaluator evaluator = new CoverageEvaluator(backups, transfers, skippedVolumes, uses.pods);
        List<VolumeCoverage> found = new ArrayList<>();
        uses.withoutClaim.forEach(use -> found.add(evaluator.ofVolume(use)));
        list(CLAIMS, namespace, claim -> {
            String key = claim.string("metadata", "namespace").orElse("") + "/" + claim.name();
            found.add(evaluator.ofClaim(claim, uses.ofClaims.getOrDefault(key, List.of())));
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

    /** The volumes of all pods; of each pod only the required fields are kept. */
    private final class PodVolumeUses {
        private final VolumeLineage lineage = new VolumeLineage(new Workloads(cluster));
        final Set<String> pods = new HashSet<>();
        final List<PodVolumeUse> withoutClaim = new ArrayList<>();
        final Map<String, List<PodVolumeUse>> ofClaims = new HashMap<>();

        void add(KubernetesObject pod) {
            boolean ended = ENDED.contains(pod.string("status", "phase").orElse(""));
            pods.add(pod.string("metadata", "namespace").orElse("") + "/" + pod.name());
            for (PodVolume volume : new Pod(pod).volumes()) {
                if (!volume.holdsFiles()) {
                    continue;
                }
                PodVolumeUse use = PodVolumeUse.of(volume, lineage);
                if (!use.claim().isEmpty()) {
                    ofClaims.computeIfAbsent(use.namespace() + "/" + use.claim(), key -> new ArrayList<>())
                            .add(use);
                } else if (!ended) {
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

    /**
     * One volume of one pod.
     *
     * @param created when the pod was created, as the API server writes times
     * @param owner the workload, which remains when the pod is replaced
     * @param claim the name of its persistent volume claim; may be empty
     */
    record PodVolumeUse(
            String namespace, String pod, String podUid, String created, String volume, String owner, String claim) {
        static PodVolumeUse of(PodVolume volume, VolumeLineage lineage) {
            KubernetesObject pod = volume.pod().object();
            return new PodVolumeUse(
                    pod.string("metadata", "namespace").orElse(""),
                    pod.name(),
                    pod.uid(),
                    pod.string("metadata", "creationTimestamp").orElse(""),
                    volume.name(),
                    lineage.owner(volume),
                    volume.claimName().orElse(""));
        }
    }
}
