package io.goleta.sandbox.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.goleta.sandbox.client.ApiClient;
import io.goleta.sandbox.client.ApiFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds claims to volumes, makes volumes for claims of its storage class, and reclaims them. Looks at everything each time: what
 * is to do follows from what there is.
 */
final class VolumeBinder {

    static final String STORAGE_CLASS = "standard";
    static final String PROVISIONER = "sandbox.goleta.io/local";

    private static final Logger LOGGER = LoggerFactory.getLogger(VolumeBinder.class);
    private static final String VOLUMES = "/api/v1/persistentvolumes";
    private static final String CLAIMS = "/api/v1/persistentvolumeclaims";
    private static final String CLAIM_PROTECTION = "kubernetes.io/pvc-protection";
    private static final String VOLUME_PROTECTION = "kubernetes.io/pv-protection";

    private final ApiClient client;
    private final NodeFolders folders;
    private final String node;

    VolumeBinder(ApiClient client, NodeFolders folders, String node) {
        this.client = client;
        this.folders = folders;
        this.node = node;
    }

    void createStorageClass() {
        ObjectNode storageClass = Trees.object()
                .put("apiVersion", "storage.k8s.io/v1")
                .put("kind", "StorageClass")
                .put("provisioner", PROVISIONER)
                .put("reclaimPolicy", "Delete")
                .put("volumeBindingMode", "Immediate");
        ObjectNode metadata = storageClass.putObject("metadata").put("name", STORAGE_CLASS);
        metadata.putObject("annotations").put("storageclass.kubernetes.io/is-default-class", "true");
        if (client.get("/apis/storage.k8s.io/v1/storageclasses/" + STORAGE_CLASS)
                .isEmpty()) {
            client.create("/apis/storage.k8s.io/v1/storageclasses", storageClass);
        }
    }

    /** Does what can be done now. */
    void sync() throws IOException {
        Map<String, ObjectNode> volumes = new TreeMap<>();
        items(VOLUMES).forEach(volume -> volumes.put(Trees.name(volume), volume));
        Map<String, ObjectNode> claims = new TreeMap<>();
        items(CLAIMS).forEach(claim -> claims.put(key(claim), claim));
        for (ObjectNode claim : claims.values()) {
            quietly(() -> followClaim(claim, volumes));
        }
        for (ObjectNode volume : volumes.values()) {
            quietly(() -> followVolume(volume, claims));
        }
    }

    private void followClaim(ObjectNode claim, Map<String, ObjectNode> volumes) throws IOException {
        if (Trees.deleting(claim)) {
            if (!usedByPod(claim)) {
                dropFinalizer(Trees.path(claim, "persistentvolumeclaims"), claim, CLAIM_PROTECTION);
            }
            return;
        }
        if (Trees.text(claim, "status", "phase").equals("Bound")) {
            if (!volumes.containsKey(Trees.text(claim, "spec", "volumeName"))) {
                phase(Trees.path(claim, "persistentvolumeclaims"), "Lost");
            }
            return;
        }
        String wanted = Trees.text(claim, "spec", "volumeName");
        ObjectNode volume = wanted.isEmpty() ? suitable(claim, volumes) : volumes.get(wanted);
        if (volume == null && wanted.isEmpty() && provisions(claim)) {
            volume = provision(claim);
        }
        if (volume != null && isFree(volume, claim)) {
            volumes.put(Trees.name(volume), bind(claim, volume));
        }
    }

    private void followVolume(ObjectNode volume, Map<String, ObjectNode> claims) throws IOException {
        String path = VOLUMES + "/" + Trees.name(volume);
        String phase = Trees.text(volume, "status", "phase");
        JsonNode reference = volume.path("spec").path("claimRef");
        ObjectNode claim = claims.get(Trees.text(reference, "namespace") + "/" + Trees.text(reference, "name"));
        boolean claimed = claim != null && Trees.uid(claim).equals(Trees.text(reference, "uid"));
        if (Trees.deleting(volume)) {
            if (!claimed) {
                dropFinalizer(path, volume, VOLUME_PROTECTION);
            }
        } else if (claimed && claim != null) {
            if (!phase.equals("Bound")
                    && Trees.text(claim, "spec", "volumeName").equals(Trees.name(volume))) {
                phase(path, "Bound");
            }
        } else if (Trees.text(reference, "uid").isEmpty()) {
            if (!phase.equals("Available")) {
                phase(path, "Available");
            }
        } else if (Trees.text(volume, "spec", "persistentVolumeReclaimPolicy").equals("Delete")) {
            client.delete(path, Trees.object());
            NodeFolders.delete(folders.data(Trees.name(volume)));
        } else if (!phase.equals("Released")) {
            phase(path, "Released");
        }
    }

    private ObjectNode bind(ObjectNode claim, ObjectNode volume) {
        ObjectNode patch = Trees.object();
        patch.putObject("spec")
                .putObject("claimRef")
                .put("apiVersion", "v1")
                .put("kind", "PersistentVolumeClaim")
                .put("namespace", Trees.namespace(claim))
                .put("name", Trees.name(claim))
                .put("uid", Trees.uid(claim))
                .put("resourceVersion", Trees.text(claim, "metadata", "resourceVersion"));
        ObjectNode bound = client.patch(VOLUMES + "/" + Trees.name(volume), protect(patch, volume, VOLUME_PROTECTION));
        phase(VOLUMES + "/" + Trees.name(volume), "Bound");

        String path = Trees.path(claim, "persistentvolumeclaims");
        ObjectNode claimPatch = protect(Trees.object(), claim, CLAIM_PROTECTION);
        ObjectNode spec = claimPatch.putObject("spec").put("volumeName", Trees.name(volume));
        if (!claim.path("spec").has("storageClassName")) {
            spec.put("storageClassName", Trees.text(volume, "spec", "storageClassName"));
        }
        claimPatch
                .withObject("/metadata/annotations")
                .put("pv.kubernetes.io/bind-completed", "yes")
                .put("pv.kubernetes.io/bound-by-controller", "yes");
        client.patch(path, claimPatch);
        ObjectNode status = Trees.object();
        ObjectNode fields = status.putObject("status").put("phase", "Bound");
        fields.set("accessModes", volume.path("spec").path("accessModes"));
        fields.set("capacity", volume.path("spec").path("capacity"));
        client.patch(path + "/status", status);
        return bound;
    }

    private ObjectNode provision(ObjectNode claim) throws IOException {
        String name = "pvc-" + Trees.uid(claim);
        Files.createDirectories(folders.data(name));
        ObjectNode volume = Trees.object().put("apiVersion", "v1").put("kind", "PersistentVolume");
        ObjectNode metadata = volume.putObject("metadata").put("name", name);
        metadata.putObject("annotations").put("pv.kubernetes.io/provisioned-by", PROVISIONER);
        ObjectNode spec = volume.putObject("spec")
                .put("persistentVolumeReclaimPolicy", "Delete")
                .put("storageClassName", STORAGE_CLASS)
                .put("volumeMode", "Filesystem");
        spec.set("accessModes", claim.path("spec").path("accessModes"));
        spec.set("capacity", claim.path("spec").path("resources").path("requests"));
        spec.putObject("local").put("path", folders.data(name).toString());
        spec.putObject("nodeAffinity")
                .putObject("required")
                .putArray("nodeSelectorTerms")
                .addObject()
                .putArray("matchExpressions")
                .addObject()
                .put("key", "kubernetes.io/hostname")
                .put("operator", "In")
                .putArray("values")
                .add(node);
        return client.create(VOLUMES, volume);
    }

    private static boolean provisions(JsonNode claim) {
        JsonNode spec = claim.path("spec");
        boolean selects = spec.has("selector");
        return !selects
                && (!spec.has("storageClassName")
                        || Trees.text(spec, "storageClassName").equals(STORAGE_CLASS));
    }

    private static @org.jspecify.annotations.Nullable ObjectNode suitable(
            JsonNode claim, Map<String, ObjectNode> volumes) {
        String storageClass = claim.path("spec").has("storageClassName")
                ? Trees.text(claim, "spec", "storageClassName")
                : STORAGE_CLASS;
        ObjectNode found = null;
        for (ObjectNode volume : volumes.values()) {
            JsonNode reference = volume.path("spec").path("claimRef");
            if (isFree(volume, claim) && reference.has("name")) {
                return volume;
            }
            boolean fits = Trees.text(volume, "spec", "storageClassName").equals(storageClass)
                    && texts(volume.path("spec").path("accessModes"))
                            .containsAll(texts(claim.path("spec").path("accessModes")));
            if (fits && !reference.has("name") && !Trees.deleting(volume)) {
                found = volume;
            }
        }
        return found;
    }

    private static boolean isFree(JsonNode volume, JsonNode claim) {
        JsonNode reference = volume.path("spec").path("claimRef");
        boolean named = Trees.text(reference, "namespace").equals(Trees.namespace(claim))
                && Trees.text(reference, "name").equals(Trees.name(claim));
        String uid = Trees.text(reference, "uid");
        return !Trees.deleting(volume)
                && (!reference.has("name") || (named && (uid.isEmpty() || uid.equals(Trees.uid(claim)))));
    }

    private boolean usedByPod(JsonNode claim) {
        for (ObjectNode pod : items("/api/v1/namespaces/" + Trees.namespace(claim) + "/pods")) {
            for (JsonNode volume : pod.path("spec").path("volumes")) {
                if (Trees.text(volume, "persistentVolumeClaim", "claimName").equals(Trees.name(claim))) {
                    return true;
                }
            }
        }
        return false;
    }

    private void phase(String path, String phase) {
        ObjectNode patch = Trees.object();
        patch.putObject("status").put("phase", phase);
        client.patch(path + "/status", patch);
    }

    private static ObjectNode protect(ObjectNode patch, JsonNode object, String finalizer) {
        List<String> finalizers = texts(object.path("metadata").path("finalizers"));
        if (!finalizers.contains(finalizer)) {
            finalizers.add(finalizer);
        }
        ArrayNode all = patch.withObject("/metadata").putArray("finalizers");
        finalizers.forEach(all::add);
        return patch;
    }

    private void dropFinalizer(String path, JsonNode object, String finalizer) {
        List<String> finalizers = texts(object.path("metadata").path("finalizers"));
        if (finalizers.remove(finalizer)) {
            ObjectNode patch = Trees.object();
            finalizers.forEach(patch.withObject("/metadata").putArray("finalizers")::add);
            client.patch(path, patch);
        }
    }

    private List<ObjectNode> items(String path) {
        List<ObjectNode> items = new ArrayList<>();
        client.get(path).orElseThrow().path("items").forEach(item -> items.add((ObjectNode) item));
        return items;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static String key(JsonNode object) {
        return Trees.namespace(object) + "/" + Trees.name(object);
    }

    /** Somebody changed or deleted it meanwhile: the next look will tell. */
    private static void quietly(Step step) throws IOException {
        try {
            step.run();
        } catch (ApiFailure overtaken) {
            LOGGER.debug("{}", overtaken.getMessage());
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
