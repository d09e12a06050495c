package io.goleta.sandbox.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts the local process of a container. The process finds its mounts below the folder in {@code CONTAINER_ROOT}, as links;
 * {@code RESTORES_DIR} is {@code /restores} below it.
 */
final class ContainerProcess {

    private final NodeFolders folders;

    ContainerProcess(NodeFolders folders) {
        this.folders = folders;
    }

    Process start(JsonNode pod, JsonNode container, List<String> commandLine, Map<String, Path> volumes)
            throws IOException {
        String uid = Trees.uid(pod);
        String name = Trees.text(container, "name");
        Path root = Files.createDirectories(folders.containerRoot(uid, name));
        for (JsonNode mount : container.path("volumeMounts")) {
            link(root, mount, volumes);
        }
        Path log = folders.log(uid, name);
        Files.createDirectories(log.resolveSibling("."));
        ProcessBuilder builder = new ProcessBuilder(commandLine)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment(pod, container, root));
        return builder.start();
    }

    private static void link(Path root, JsonNode mount, Map<String, Path> volumes) throws IOException {
        Path volume = volumes.get(Trees.text(mount, "name"));
        if (volume == null) {
            throw new IOException("there is no volume " + Trees.text(mount, "name"));
        }
        String subPath = Trees.text(mount, "subPath");
        Path target = subPath.isEmpty() ? volume : Files.createDirectories(volume.resolve(subPath));
        Path link = root.resolve(Trees.text(mount, "mountPath").substring(1)).normalize();
        if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(link.resolveSibling("."));
            Files.createSymbolicLink(link, target);
        }
    }

    private static Map<String, String> environment(JsonNode pod, JsonNode container, Path root) {
        Map<String, String> environment = new HashMap<>();
        environment.put("CONTAINER_ROOT", root.toString());
        environment.put("RESTORES_DIR", root.resolve("restores").toString());
        environment.put("HOSTNAME", Trees.name(pod));
        for (JsonNode variable : container.path("env")) {
            String field = Trees.text(variable, "valueFrom", "fieldRef", "fieldPath");
            environment.put(
                    Trees.text(variable, "name"),
                    field.isEmpty() ? Trees.text(variable, "value") : Fields.of(pod, field));
        }
        return environment;
    }
}
