package io.goleta.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.Crds;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ClusterConnection;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.run.ExponentialBackoff;
import io.goleta.sandbox.Sandbox;
import io.goleta.sandbox.client.ApiClient;
import io.goleta.sandbox.client.ApiEndpoint;
import io.goleta.sandbox.client.WatchFollower;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A sandbox with Velero's kinds and an empty namespace {@code velero}, and a command line that talks to it. Tests register it as an
 * extension, which closes it after each test.
 */
final class CliFixture implements AfterEachCallback {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** What definitions require of objects, and tests need not say. */
    private static final Map<String, Map<String, Object>> REQUIRED = Map.of(
            "PodVolumeBackup",
            Map.of("backupStorageLocation", "default", "node", "n1", "pod", Map.of(), "volume", "data"),
            "PodVolumeRestore",
            Map.of("backupStorageLocation", "default", "pod", Map.of(), "snapshotID", "1234abcd", "volume", "data"));

    private final Path folder;
    private final Path kubeconfig;
    private final Sandbox sandbox = Sandbox.start();
    private final ClusterConnection connection;
    private final Cluster cluster;
    private final Shell shell;

    /** With a temporary directory as the user's home and working directory. */
    CliFixture() {
        try {
            folder = Files.createTempDirectory("cli-");
            kubeconfig = Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        shell = new Shell(folder);
        connection = Kubeconfig.connect(kubeconfig, null, "test", ExponentialBackoff.REQUESTS);
        cluster = connection.cluster();
        ApiResource definitions = clusterResource("apiextensions.k8s.io", "customresourcedefinitions", "v1");
        for (String crd : Crds.all()) {
            cluster.create(definitions, KubernetesObject.of(yaml(crd)));
        }
        cluster.create(
                clusterResource("", "namespaces", "v1"),
                KubernetesObject.of(yaml("{apiVersion: v1, kind: Namespace, metadata: {name: velero}}")));
    }

    CliFixture at(Clock time) {
        shell.at(time);
        return this;
    }

    CliFixture typing(String text) {
        shell.typing(text);
        return this;
    }

    CliFixture onATerminal() {
        shell.onATerminal();
        return this;
    }

    CliFixture with(String variable, String value) {
        shell.with(variable, value);
        return this;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Cluster cluster() {
        return cluster;
    }

    Path folder() {
        return folder;
    }

    /** Runs the command against the sandbox. */
    Shell.Run velero(String... args) {
        List<String> all = new ArrayList<>(List.of("--kubeconfig", kubeconfig.toString()));
        all.addAll(List.of(args));
        return shell.velero(all.toArray(String[]::new));
    }

    /** Puts an object, given as YAML without apiVersion, kind and namespace, into the cluster. */
    KubernetesObject given(VeleroKind<?> kind, String text) {
        Map<String, Object> content = yaml(text);
        Map<String, Object> spec = new LinkedHashMap<>(REQUIRED.getOrDefault(kind.kind(), Map.of()));
        spec.putAll(map(content, "spec"));
        KubernetesObject draft = VeleroObjects.draft(kind, "velero", map(content, "metadata"), spec);
        KubernetesObject full = content.containsKey("status") ? draft.with(content.get("status"), "status") : draft;
        return cluster.create(ApiResource.of(kind), full);
    }

    /** Everything of a kind in namespace {@code velero}. */
    List<KubernetesObject> all(VeleroKind<?> kind) {
        List<KubernetesObject> found = new ArrayList<>();
        cluster.list(ApiResource.of(kind), ListOptions.inNamespace("velero"), found::add);
        return found;
    }

    /** Lets a server react to each state of each object of a kind, until that is closed. */
    AutoCloseable reacting(VeleroKind<?> kind, Consumer<KubernetesObject> reaction) {
        String path = "/apis/velero.io/v1/namespaces/velero/" + kind.id().resource();
        return new WatchFollower(
                new ApiClient(ApiEndpoint.open(sandbox.url())),
                path,
                object -> reaction.accept(KubernetesObject.of(map(new ObjectMapper().convertValue(object, Map.class)))),
                object -> {});
    }

    static Map<String, Object> json(String text) throws IOException {
        return map(new ObjectMapper().readValue(text, Map.class));
    }

    static Map<String, Object> yaml(String text) {
        try {
            return map(YAML.readValue(text, Map.class));
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        connection.close();
        sandbox.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ApiResource clusterResource(String group, String plural, String version) {
        return new ApiResource(new GroupResource(group, plural), version, "", "", List.of(), false, Set.of());
    }

    private static Map<String, Object> map(Map<String, Object> parent, String key) {
        return parent.get(key) instanceof Map<?, ?> map ? map(map) : Map.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
