package io.goleta.sandbox.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.goleta.sandbox.client.ApiClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the folders of a pod's volumes, under the names that a kubelet gives them. */
final class VolumeMounter {

    private final ApiClient client;
    private final NodeFolders folders;

    VolumeMounter(ApiClient client, NodeFolders folders) {
        this.client = client;
        this.folders = folders;
    }

    /**
     * Makes what is missing.
     *
     * @return the folder of each volume by name
     * @throws NotYet when a claim is not bound, or a config map or secret is not there
     */
    Map<String, Path> mount(JsonNode pod) throws IOException, NotYet {
        Map<String, Path> mounted = new LinkedHashMap<>();
        Files.createDirectories(folders.volumes(Trees.uid(pod)));
        for (JsonNode volume : pod.path("spec").path("volumes")) {
            mounted.put(Trees.text(volume, "name"), mount(pod, volume));
        }
        return mounted;
    }

    private Path mount(JsonNode pod, JsonNode volume) throws IOException, NotYet {
        String name = Trees.text(volume, "name");
        String uid = Trees.uid(pod);
        if (volume.has("persistentVolumeClaim")) {
            return mountClaim(pod, Trees.text(volume, "persistentVolumeClaim", "claimName"));
        }
        if (volume.has("ephemeral")) {
            return mountClaim(pod, Trees.name(pod) + "-" + name);
        }
        if (volume.has("hostPath")) {
            Path path = Path.of(Trees.text(volume, "hostPath", "path"));
            return Trees.text(volume, "hostPath", "type").equals("DirectoryOrCreate")
                    ? Files.createDirectories(path)
                    : path;
        }
        if (volume.has("configMap")) {
            return filled(
                    folders.volume(uid, "configmap", name),
                    files(pod, "configmaps", Trees.text(volume, "configMap", "name"), volume.path("configMap")));
        }
        if (volume.has("secret")) {
            return filled(
                    folders.volume(uid, "secret", name),
                    files(pod, "secrets", Trees.text(volume, "secret", "secretName"), volume.path("secret")));
        }
        if (volume.has("projected")) {
            return filled(folders.volume(uid, "projected", name), projected(pod, volume.path("projected")));
        }
        if (volume.has("downwardAPI")) {
            return filled(
                    folders.volume(uid, "downward-api", name),
                    downward(pod, volume.path("downwardAPI").path("items")));
        }
        if (volume.has("csi")) {
            return Files.createDirectories(folders.volume(uid, "csi", name).resolve("mount"));
        }
        return Files.createDirectories(folders.volume(uid, plugin(volume), name));
    }

    /** The kubelet's plugin name of an inline volume: {@code emptyDir} is {@code empty-dir}. */
    private static String plugin(JsonNode volume) {
        for (Map.Entry<String, JsonNode> field : volume.properties()) {
            if (!field.getKey().equals("name")) {
                return field.getKey().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
            }
        }
        return "empty-dir";
    }

    private Path mountClaim(JsonNode pod, String claimName) throws IOException, NotYet {
        String path = "/api/v1/namespaces/" + Trees.namespace(pod) + "/persistentvolumeclaims/" + claimName;
        ObjectNode claim = client.get(path).orElseThrow(() -> new NotYet("claim " + claimName + " does not exist"));
        String volumeName = Trees.text(claim, "spec", "volumeName");
        if (!Trees.text(claim, "status", "phase").equals("Bound") || Trees.deleting(claim)) {
            throw new NotYet("claim " + claimName + " is not bound");
        }
        ObjectNode volume = client.get("/api/v1/persistentvolumes/" + volumeName)
                .orElseThrow(() -> new NotYet("volume " + volumeName + " does not exist"));
        boolean csi = volume.path("spec").has("csi");
        Path folder = folders.volume(Trees.uid(pod), csi ? "csi" : pluginOf(volume), volumeName);
        Path link = csi ? folder.resolve("mount") : folder;
        Files.createDirectories(parent(link));
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, Files.createDirectories(folders.data(volumeName)));
        }
        return link;
    }

    private static String pluginOf(JsonNode persistentVolume) {
        JsonNode spec = persistentVolume.path("spec");
        return spec.has("nfs") ? "nfs" : spec.has("hostPath") ? "host-path" : "local-volume";
    }

    private Map<String, byte[]> projected(JsonNode pod, JsonNode projected) throws NotYet {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (JsonNode source : projected.path("sources")) {
            if (source.has("configMap")) {
                JsonNode from = source.path("configMap");
                files.putAll(files(pod, "configmaps", Trees.text(from, "name"), from));
            } else if (source.has("secret")) {
                JsonNode from = source.path("secret");
                files.putAll(files(pod, "secrets", Trees.text(from, "name"), from));
            } else if (source.has("downwardAPI")) {
                files.putAll(downward(pod, source.path("downwardAPI").path("items")));
            } else if (source.has("serviceAccountToken")) {
                files.put(Trees.text(source, "serviceAccountToken", "path"), "token".getBytes(StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private Map<String, byte[]> files(JsonNode pod, String resource, String name, JsonNode source) throws NotYet {
        var found = client.get("/api/v1/namespaces/" + Trees.namespace(pod) + "/" + resource + "/" + name);
        if (found.isEmpty()) {
            if (source.path("optional").asBoolean()) {
                return Map.of();
            }
            throw new NotYet(resource + " " + name + " does not exist");
        }
        Map<String, byte[]> all = new LinkedHashMap<>();
        boolean encoded = resource.equals("secrets");
        found.get().path("data").properties().forEach(e -> all.put(e.getKey(), bytes(e.getValue(), encoded)));
        found.get().path("binaryData").properties().forEach(e -> all.put(e.getKey(), bytes(e.getValue(), true)));
        return source.path("items").isEmpty() ? all : picked(all, source.path("items"));
    }

    private static Map<String, byte[]> picked(Map<String, byte[]> all, JsonNode items) {
        Map<String, byte[]> picked = new LinkedHashMap<>();
        for (JsonNode item : items) {
            byte[] content = all.get(Trees.text(item, "key"));
            if (content != null) {
                picked.put(Trees.text(item, "path"), content);
            }
        }
        return picked;
    }

    private static Map<String, byte[]> downward(JsonNode pod, JsonNode items) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (JsonNode item : items) {
            String field = Trees.text(item, "fieldRef", "fieldPath");
            files.put(Trees.text(item, "path"), Fields.of(pod, field).getBytes(StandardCharsets.UTF_8));
        }
        return files;
    }

    private static Path filled(Path folder, Map<String, byte[]> files) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey()).normalize();
            if (path.startsWith(folder) && !List.of(folder).contains(path)) {
                Files.createDirectories(parent(path));
                Files.write(path, file.getValue());
            }
        }
        return folder;
    }

    private static byte[] bytes(JsonNode value, boolean encoded) {
        return encoded
                ? Base64.getDecoder().decode(value.asText())
                : value.asText().getBytes(StandardCharsets.UTF_8);
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }
}
