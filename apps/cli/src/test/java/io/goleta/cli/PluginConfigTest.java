package io.goleta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.cli.Shell.Run;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.json.Json;
import io.goleta.core.kube.ApiResource;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
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
    void showsKeysValuesAndWhereTheyAreFrom() throws InterruptedException {
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
    void judgesTheConfigMapsOfAFile() throws IOException, InterruptedException {
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
    void aValidConfigMapIsSaidSo() throws IOException, InterruptedException {
        Files.writeString(
                cli.folder().resolve("map.json"), "{\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"tuning\"}}");
        Map<String, Object> fine = Map.of("name", "velero.io/restic", "kind", "DataMover", "problems", List.of());
        try (Server server = new Server(Map.of("extensions", List.of(fine), "problems", List.of()))) {
            assertThat(cli.velero("plugin", "config", "validate", "-f", "map.json"))
                    .isEqualTo(new Run(0, "ConfigMap \"tuning\" is valid for velero.io/restic (DataMover).\n", ""));
        }
    }

    @Test
    void aFileWithoutConfigMapsIsAMistake() throws IOException {
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
        private final Thread thread;
        private volatile boolean closed;
        private volatile String question = "nothing";

        Server(Map<String, Object> answer) {
            this.answer = new String(Json.write(answer), StandardCharsets.UTF_8);
            this.thread = Thread.ofVirtual().start(this::loop);
        }

        private void loop() {
            try {
                while (!closed) {
                    cli.all(VeleroKind.SERVER_STATUS_REQUEST).forEach(this::answer);
                    Thread.sleep(5);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void answer(KubernetesObject request) {
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
        public void close() throws InterruptedException {
            closed = true;
            thread.join();
        }
    }
}
