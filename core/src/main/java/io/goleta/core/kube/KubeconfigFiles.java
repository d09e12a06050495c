package io.goleta.core.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.NamedExtension;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads kubeconfigs without their extensions: other tools keep notes of their own there. To be ready to read them, fabric8 would
 * load all the 600 classes of its model, which takes a third of the time that most commands take. Its own reader goes through a
 * mapper that the whole process shares; this one has a mapper to itself.
 */
final class KubeconfigFiles {
    // Where fabric8 looks up the file that something was read from: relative paths start there, and it is read again
    // when
    // the credentials have expired.
    private static final String CONTEXT_FILE = "KUBERNETES_CONFIG_CONTEXT_FILE_KEY";
    private static final String CLUSTER_FILE = "KUBERNETES_CONFIG_CLUSTER_FILE_KEY";
    private static final String USER_FILE = "KUBERNETES_CONFIG_AUTH_INFO_FILE_KEY";

    private static final KubernetesSerialization YAML = new KubernetesSerialization(
            JsonMapper.builder()
                    .addMixIn(NamedExtension.class, Unread.class)
                    .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.SKIP)) // a list without entries stays empty
                    .build(),
            false);

    private KubeconfigFiles() {}

    /**
     * The configuration that the files give together; the first one that says something about a name wins.
     *
     * @param context null for the current one
     * @throws IOException when a file cannot be read, or is not a kubeconfig
     */
    static Config read(List<Path> files, @Nullable String context) throws IOException {
        List<io.fabric8.kubernetes.api.model.Config> parts = new ArrayList<>();
        for (Path file : files) {
            parts.add(read(file));
        }
        Config config = Config.empty();
        KubeConfigUtils.merge(config, context, parts.toArray(io.fabric8.kubernetes.api.model.Config[]::new));
        Config.configFromSysPropsOrEnvVars(config);
        return config;
    }

    private static io.fabric8.kubernetes.api.model.Config read(Path path) throws IOException {
        io.fabric8.kubernetes.api.model.Config part = parsed(path);
        File file = path.toFile();
        part.getContexts().forEach(context -> mark(context.getAdditionalProperties(), CONTEXT_FILE, file));
        part.getClusters().forEach(cluster -> mark(cluster.getAdditionalProperties(), CLUSTER_FILE, file));
        part.getUsers().forEach(user -> mark(user.getAdditionalProperties(), USER_FILE, file));
        return part;
    }

    private static io.fabric8.kubernetes.api.model.Config parsed(Path path) throws IOException {
        byte[] content = Files.readAllBytes(path);
        io.fabric8.kubernetes.api.model.@Nullable Config part;
        try {
            part = YAML.unmarshal(new ByteArrayInputStream(content), io.fabric8.kubernetes.api.model.Config.class);
        } catch (RuntimeException e) { // the YAML reader has exceptions of its own
            throw new IOException(path + " is not a kubeconfig: " + e.getMessage(), e);
        }
        if (part == null) {
            throw new IOException(path + " is empty");
        }
        return part;
    }

    private static void mark(Map<String, Object> properties, String key, File file) {
        properties.put(key, file);
    }

    @JsonIgnoreProperties("extension")
    private abstract static class Unread {}
}
