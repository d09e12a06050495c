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
 * Azure Files over SMB: its shares cannot hold extended attributes but pretend to, and restic then fails to read them. A mount
 * option hides them. Shares over NFS are not concerned, and would not mount with that option.
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
    public boolean isAddition() {
        return true;
    }

    @Override
    public Optional<Detection> recognise(ClusterFacts facts) {
        List<KubernetesObject> classes = classes(facts);
        return classes.isEmpty()
                ? Optional.empty()
                : Optional.of(Detection.certain((classes.size() == 1 ? "storage class " : "storage classes ")
                        + classes.stream().map(KubernetesObject::name).collect(Collectors.joining(", "))
                        + (classes.size() == 1 ? " makes" : " make") + " volumes of Azure Files"));
    }

    @Override
    public PlatformRequirements needs(ClusterFacts facts, String namespace) {
        PlatformRequirements needs = PlatformRequirements.NONE;
        for (KubernetesObject storageClass : classes(facts)) {
            if (!storageClass.list("mountOptions").contains(OPTION)) {
                needs = needs.withChange(change(storageClass));
            }
        }
        return needs.changes().isEmpty()
                ? needs
                : needs.withAdvice("Volumes of Azure Files that exist already keep their mount options: add " + OPTION
                        + " to spec.mountOptions of their PersistentVolumes, too, and restart the pods that use them.");
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

    private static ResourcePatch change(KubernetesObject storageClass) {
        List<Object> options = new ArrayList<>(storageClass.list("mountOptions"));
        // Where there is no list yet, nothing can be appended to it.
        String patch = options.isEmpty()
                ? "[{\"op\":\"add\",\"path\":\"/mountOptions\",\"value\":[\"" + OPTION + "\"]}]"
                : "[{\"op\":\"add\",\"path\":\"/mountOptions/-\",\"value\":\"" + OPTION + "\"}]";
        options.add(OPTION);
        return new ResourcePatch(
                new ItemId(STORAGE_CLASSES, null, storageClass.name()),
                Map.of("mountOptions", options),
                "Add " + OPTION + " to the mountOptions of storage class " + storageClass.name()
                        + ", else restic cannot read the volumes it makes.",
                "kubectl patch storageclass/" + storageClass.name() + " \\\n  --type json \\\n  --patch '" + patch
                        + "'");
    }
}
