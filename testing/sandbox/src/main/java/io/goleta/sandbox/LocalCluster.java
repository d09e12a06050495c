package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.goleta.sandbox.client.ApiClient;
import io.goleta.sandbox.client.ApiEndpoint;
import io.goleta.sandbox.node.FakeKubelet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A {@link Sandbox} and a {@link FakeKubelet} in one folder, with a kubeconfig file: everything a distribution of Goleta needs
 * to run on.
 */
public final class LocalCluster implements AutoCloseable {

    private static final String HELPER = "velero-restic-restore-helper";
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Sandbox sandbox;
    private final FakeKubelet node;
    private final ApiClient client;
    private final Path kubeconfig;

    private LocalCluster(Sandbox sandbox, FakeKubelet node, Path kubeconfig) {
        this.sandbox = sandbox;
        this.node = node;
        this.client = new ApiClient(ApiEndpoint.open(sandbox.url()));
        this.kubeconfig = kubeconfig;
    }

    /**
     * Starts one.
     *
     * @param sandbox a started server, closed with this cluster
     * @param folder for the kubeconfig file and everything the node keeps
     * @param home a distribution's folder; pods being restored run its restore helper
     */
    public static LocalCluster start(Sandbox sandbox, Path folder, Path home) throws IOException {
        Path kubeconfig =
                Files.writeString(Files.createDirectories(folder).resolve("kubeconfig"), sandbox.kubeconfig());
        FakeKubelet node = FakeKubelet.builder(ApiEndpoint.open(sandbox.url()), folder.resolve("node"))
                .program("/" + HELPER, home.resolve("bin").resolve(HELPER).toString())
                .start();
        return new LocalCluster(sandbox, node, kubeconfig);
    }

    /** The file for {@code KUBECONFIG}. */
    public Path kubeconfig() {
        return kubeconfig;
    }

    /** The API server. */
    public Sandbox sandbox() {
        return sandbox;
    }

    /** Its only node. */
    public FakeKubelet node() {
        return node;
    }

    /** A client without limits. */
    public ApiClient client() {
        return client;
    }

    /**
     * Creates the objects of a text with YAML documents, in their order.
     *
     * @return how many
     */
    public int create(String yaml) throws IOException {
        int count = 0;
        try (var documents = YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(yaml)) {
            while (documents.hasNext()) {
                create(documents.next());
                count++;
            }
        }
        return count;
    }

    /**
     * Creates the definitions of Velero's kinds as the distribution brings them, in the jar of its engine.
     *
     * @return how many
     */
    public int createDefinitions(Path home) throws IOException {
        Map<String, String> definitions = new TreeMap<>();
        for (Path jar : enginesIn(home)) {
            try (JarFile file = new JarFile(jar.toFile())) {
                for (JarEntry entry :
                        file.stream().filter(LocalCluster::isDefinition).toList()) {
                    try (InputStream content = file.getInputStream(entry)) {
                        definitions.put(entry.getName(), new String(content.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        for (String definition : definitions.values()) {
            create(definition);
        }
        return definitions.size();
    }

    @Override
    public void close() {
        node.close();
        sandbox.close();
    }

    private void create(JsonNode object) {
        String kind = object.path("kind").asText();
        String apiVersion = object.path("apiVersion").asText();
        int slash = apiVersion.indexOf('/');
        ResourceType type = sandbox.cluster().registry().ofKind(slash < 0 ? "" : apiVersion.substring(0, slash), kind);
        if (type == null) {
            throw new IllegalArgumentException("The cluster knows no kind " + kind + " of " + apiVersion);
        }
        String root = slash < 0 ? "/api/" + apiVersion : "/apis/" + apiVersion;
        String namespace = JsonTrees.text(object, "metadata", "namespace");
        String scope = type.namespaced() ? "/namespaces/" + (namespace.isEmpty() ? "default" : namespace) : "";
        client.create(root + scope + "/" + type.plural(), object);
    }

    private static boolean isDefinition(JarEntry entry) {
        return entry.getName().startsWith("io/goleta/crds/") && entry.getName().endsWith(".yaml");
    }

    private static Iterable<Path> enginesIn(Path home) throws IOException {
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            return jars.filter(jar -> String.valueOf(jar.getFileName()).matches("goleta-core-.*\\.jar"))
                    .toList();
        }
    }
}
