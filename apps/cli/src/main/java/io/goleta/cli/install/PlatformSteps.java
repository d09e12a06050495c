package io.goleta.cli.install;

import io.goleta.cli.platform.ManualSteps;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.platform.Platform;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.platform.PlatformRequirements;
import io.goleta.spi.platform.ResourcePatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a platform requires besides the objects of the installation: patches of other objects, and manual steps. */
final class PlatformSteps {
    private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");

    private final Platform platform;
    private final InstallLog log;
    private final List<ResourcePatch> patchesLeft;
    private final List<String> steps = new ArrayList<>();

    PlatformSteps(Platform platform, InstallLog log) {
        this.platform = platform;
        this.log = log;
        this.patchesLeft = new ArrayList<>(platform.requirements().patches());
    }

    /** Must be called before the installation: annotating a namespace later does not reschedule pods that exist already. */
    void checkNamespace(Cluster cluster, String namespace) {
        Optional<KubernetesObject> existing = cluster.get(new ItemId(NAMESPACES, null, namespace));
        for (Map.Entry<String, String> wanted :
                platform.requirements().namespaceAnnotations().entrySet()) {
            String annotation = wanted.getKey() + "=\"" + wanted.getValue() + "\"";
            existing.filter(found ->
                            !wanted.getValue().equals(found.annotations().get(wanted.getKey())))
                    .ifPresent(found -> steps.add("Namespace " + namespace + " existed without annotation " + annotation
                            + ", so agents may be missing on some nodes. Set it, delete the agents, and install again:\n"
                            + "kubectl annotate --overwrite namespace " + namespace + " " + annotation + "\n"
                            + "kubectl delete daemonset/restic -n " + namespace));
        }
    }

    /** Patches objects that are not Goleta's own, as requested by the user. */
    void applyPatches(Cluster cluster) {
        patchesLeft.forEach(patch -> make(patch, cluster));
        patchesLeft.clear();
    }

    /** Prints the remaining manual steps. */
    void printManualSteps() {
        PlatformRequirements requirements = platform.requirements();
        for (String step : steps) {
            requirements = requirements.withManualStep(step);
        }
        List<String> lines = ManualSteps.lines(requirements, patchesLeft);
        if (!lines.isEmpty()) {
            log.print("\nManual steps required on " + platform.title() + ":");
            lines.forEach(log::print);
        }
    }

    private void make(ResourcePatch patch, Cluster cluster) {
        ItemId target = patch.target();
        ApiResource resource = cluster.discovery()
                .find(target.resource())
                .orElseThrow(() -> new GoletaException(
                        Fault.CLUSTER,
                        "The API server does not know " + target.resource() + ", so " + target + " cannot be changed"));
        cluster.mergePatch(resource, target.namespace(), target.name(), patch.mergePatch());
        log.print(resource.kind() + "/" + target.name() + ": patched");
    }
}
