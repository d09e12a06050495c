package io.goleta.plugins.platform;

import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.Detection;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
import io.goleta.spi.platform.ResourcePatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pf4j.Extension;

/**
 * Azure Files over SMB: the shares report extended attributes but do not support them, so restic fails to read them. A mount
 * option hides them. Shares over NFS are not affected, and would not mount with that option.
 */
@Extension
public final class AzureFiles implements PlatformProfile {
    private static final Set<String> PROVISIONERS = Set.of("file.csi.azure.com", "kubernetes.io/azure-file");
    private static final GroupResource STORAGE_CLASSES = new GroupResource("storage.k8s.io", "storageclasses");
    private static final String OPTION = "nouser_xattr";

    @Override
    public String name() {
        return "velero.io/azure-files";
    }

    @Override
    public boolean isAddOn() {
        return true;
    }

    @Override
    public Optional<Detection> detect(ClusterFacts facts) {
        List<KubernetesObject> classes = classes(facts);
        return classes.isEmpty()
                ? Optional.empty()
                : Optional.of(Detection.certain((classes.size() == 1 ? "storage class " : "storage classes ")
                        + classes.stream().map(KubernetesObject::name).collect(Collectors.joining(", "))
                        + (classes.size() == 1 ? " provisions" : " provision") + " volumes of Azure Files"));
    }

    @Override
    public PlatformRequirements requirements(ClusterFacts facts, String namespace) {
        PlatformRequirements requirements = PlatformRequirements.NONE;
        for (KubernetesObject storageClass : classes(facts)) {
            if (!storageClass.list("mountOptions").contains(OPTION)) {
                requirements = requirements.withPatch(patch(storageClass));
            }
        }
        return requirements.patches().isEmpty()
                ? requirements
                : requirements.withManualStep("Existing volumes of Azure Files keep their mount options: add " + OPTION
                        + " to spec.mountOptions of their PersistentVolumes, and restart the pods that use them.");
    }

    private static List<KubernetesObject> classes(ClusterFacts facts) {
        return facts.storageClasses().stream()
                .filter(one ->
                        one.string("provisioner").filter(PROVISIONERS::contains).isPresent())
                .filter(one -> one.string("parameters", "protocol")
                        .filter("nfs"::equalsIgnoreCase)
                        .isEmpty())
                .toList();
    }

    private static ResourcePatch patch(KubernetesObject storageClass) {
        List<Object> options = new ArrayList<>(storageClass.list("mountOptions"));
        // "add" with "/-" appends, which fails when the list does not exist.
        String patch = options.isEmpty()
                ? "[{\"op\":\"add\",\"path\":\"/mountOptions\",\"value\":[\"" + OPTION + "\"]}]"
                : "[{\"op\":\"add\",\"path\":\"/mountOptions/-\",\"value\":\"" + OPTION + "\"}]";
        options.add(OPTION);
        return new ResourcePatch(
                new ItemId(STORAGE_CLASSES, null, storageClass.name()),
                Map.of("mountOptions", options),
                "Add " + OPTION + " to the mountOptions of storage class " + storageClass.name()
                        + ", otherwise restic cannot read its volumes.",
                "kubectl patch storageclass/" + storageClass.name() + " \\\n  --type json \\\n  --patch '" + patch
                        + "'");
    }
}
