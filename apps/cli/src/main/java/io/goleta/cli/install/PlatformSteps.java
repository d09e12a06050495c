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

/** What a platform wants besides the objects of the installation: other objects changed, and steps by a person. */
final class PlatformSteps {
    private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");

    private final Platform platform;
    private final InstallLog progress;
    private final List<ResourcePatch> changesLeft;
    private final List<String> steps = new ArrayList<>();

    PlatformSteps(Platform platform, InstallLog progress) {
        this.platform = platform;
        this.progress = progress;
        this.changesLeft = new ArrayList<>(platform.needs().changes());
    }

    /** To be called before the installation: what pods were kept from by a namespace is not made good by annotating it. */
    void lookAtNamespace(Cluster cluster, String namespace) {
        Optional<KubernetesObject> existing = cluster.get(new ItemId(NAMESPACES, null, namespace));
        for (Map.Entry<String, String> wanted :
                platform.needs().namespaceAnnotations().entrySet()) {
            String annotation = wanted.getKey() + "=\"" + wanted.getValue() + "\"";
            existing.filter(found ->
                            !wanted.getValue().equals(found.annotations().get(wanted.getKey())))
                    .ifPresent(
                            found -> steps.add("Namespace " + namespace + " was there without annotation " + annotation
                                    + ", so agents may stay away from nodes. Set it, delete the agents, and install again:\n"
                                    + "kubectl annotate --overwrite namespace " + namespace + " " + annotation + "\n"
                                    + "kubectl delete daemonset/restic -n " + namespace));
        }
    }

    /** Changes objects that are not Goleta's own, because the user asked for it. */
    void changeOthers(Cluster cluster) {
        changesLeft.forEach(change -> make(change, cluster));
        changesLeft.clear();
    }

    /** Says what is left. */
    void advise() {
        PlatformRequirements needs = platform.needs();
        for (String step : steps) {
            needs = needs.withAdvice(step);
        }
        List<String> lines = ManualSteps.left(needs, changesLeft);
        if (!lines.isEmpty()) {
            progress.say("\nOnly you can do, for " + platform.title() + ":");
            lines.forEach(progress::say);
        }
    }

    private void make(ResourcePatch change, Cluster cluster) {
        ItemId target = change.target();
        ApiResource resource = cluster.discovery()
                .find(target.resource())
                .orElseThrow(() -> new GoletaException(
                        Fault.CLUSTER,
                        "The API server does not know " + target.resource() + ", so " + target + " cannot be changed"));
        cluster.mergePatch(resource, target.namespace(), target.name(), change.mergePatch());
        progress.say(resource.kind() + "/" + target.name() + ": patched");
    }
}
