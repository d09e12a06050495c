package io.goleta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.cli.Shell.Run;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.json.Json;
import io.goleta.core.kube.ApiResource;
import io.goleta.spi.item.KubernetesObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code velero plugin config}, with a server played by the test. */
class PluginConfigTest {
    private static final Map<String, Object> RESTIC = Map.of(
            "name", "velero.io/restic",
            "kind", "DataMover",
            "source", "ConfigMap velero/tuning",
            "settings",
                    List.of(
                            Map.of(
                                    "key", "packSize",
                                    "default", "0",
                                    "value", "32",
                                    "source", "ConfigMap velero/tuning",
                                    "allowed", "a number"),
                            Map.of(
                                    "key", "compression",
                                    "default", "",
                                    "value", "",
                                    "source", "default",
                                    "allowed", "auto, off or max")),
            "problems", List.of("readers is unknown"));

    @RegisterExtension
    final CliFixture cli = new CliFixture();

    @Test
    void showsKeysValuesAndWhereTheyAreFrom() throws Exception {
        try (Server server = new Server(Map.of("extensions", List.of(RESTIC), "problems", List.of()))) {
            Run run = cli.velero("plugin", "config", "get", "restic");

            assertThat(run).isEqualTo(new Run(0, """
                    velero.io/restic (DataMover): ConfigMap velero/tuning
                    KEY           VALUE    DEFAULT   FROM                      ALLOWED
                    packSize      32       0         ConfigMap velero/tuning   a number
                    compression   <none>   <none>    default                   auto, off or max
                    PROBLEM: readers is unknown
                    """, ""));
            assertThat(server.question).isEmpty();
            assertThat(cli.velero("plugin", "config", "get", "tape").err())
                    .contains("no plugin velero.io/tape")
                    .contains("valid names are velero.io/restic");
        }
    }

    @Test
    void judgesTheConfigMapsOfAFile() throws Exception {
        Files.writeString(cli.folder().resolve("map.yaml"), """
                apiVersion: v1
                kind: Namespace
                metadata: {name: velero}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: tuning}
                data: {packSize: "32"}
                """);
        try (Server server = new Server(Map.of("extensions", List.of(RESTIC), "problems", List.of("no label")))) {
            Run run = cli.velero("plugin", "config", "validate", "-f", "map.yaml");

            assertThat(run).isEqualTo(new Run(1, """
                    ConfigMap "tuning": no label
                    ConfigMap "tuning": velero.io/restic (DataMover): readers is unknown
                    """, ""));
            assertThat(server.question).contains("\"packSize\":\"32\"");
        }
    }

    @Test
    void aValidConfigMapIsSaidSo() throws Exception {
        Files.writeString(
                cli.folder().resolve("map.json"), "{\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"tuning\"}}");
        Map<String, Object> fine = Map.of("name", "velero.io/restic", "kind", "DataMover", "problems", List.of());
        try (Server server = new Server(Map.of("extensions", List.of(fine), "problems", List.of()))) {
            assertThat(cli.velero("plugin", "config", "validate", "-f", "map.json"))
                    .isEqualTo(new Run(0, "ConfigMap \"tuning\" is valid for velero.io/restic (DataMover).\n", ""));
        }
    }

    @Test
    void whatConcernsNoSinglePluginIsAWarning() throws Exception {
        String problem = "plugin old.jar is rejected: it is not a readable jar file";
        try (Server server = new Server(Map.of("extensions", List.of(RESTIC), "problems", List.of(problem)))) {
            assertThat(cli.velero("plugin", "get").err()).isEqualTo("WARNING: " + problem + "\n");
            assertThat(cli.velero("plugin", "config", "get").err()).isEqualTo("WARNING: " + problem + "\n");
        }
    }

    @Test
    void aFileWithoutConfigMapsIsAMistake() throws Exception {
        Files.writeString(cli.folder().resolve("map.yaml"), "a: b\n");

        assertThat(cli.velero("plugin", "config", "validate", "-f", "map.yaml").err())
                .contains("no ConfigMap in")
                .hasLineCount(1);
        assertThat(cli.velero("plugin", "config", "validate", "-f", "nope.yaml").exitCode())
                .isEqualTo(1);
    }

    @Test
    void aServerThatDoesNotKnowTheQuestionIsSaidSo() throws Exception {
        try (ServerPart velero = new ServerPart(cli)) {
            assertThat(cli.velero("plugin", "config", "get").err())
                    .contains("(v9.9.9) does not support plugin settings");
        }
    }

    private final class Server implements AutoCloseable {
        private final String answer;
        private final AutoCloseable requests;
        private volatile String question = "nothing";

        Server(Map<String, Object> answer) {
            this.answer = new String(Json.write(answer), StandardCharsets.UTF_8);
            this.requests = cli.reacting(VeleroKind.SERVER_STATUS_REQUEST, this::answer);
        }

        private void answer(KubernetesObject request) {
            if (request.get("status", "phase").isPresent()) {
                return;
            }
            question = request.annotations().getOrDefault("goleta.io/plugin-config-question", "nothing");
            cli.cluster()
                    .mergePatch(
                            ApiResource.of(VeleroKind.SERVER_STATUS_REQUEST),
                            "velero",
                            request.name(),
                            Map.of(
                                    "metadata",
                                    Map.of("annotations", Map.of("goleta.io/plugin-config-answer", answer)),
                                    "status",
                                    Map.of("phase", "Processed")));
        }

        @Override
        public void close() throws Exception {
            requests.close();
        }
    }
}
