package io.goleta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.cli.Shell.Run;
import io.goleta.cli.session.VeleroKind;
import io.goleta.core.api.RepositoryAnswer;
import io.goleta.core.api.RepositoryRequest;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code velero restic repo check|prune|unlock|rotate-key}, with a server played by the test. */
class RepositoryTest {
    @TempDir
    Path folder;

    private CliFixture cli;

    @BeforeEach
    void start() throws Exception {
        cli = new CliFixture(folder);
        cli.given(VeleroKind.RESTIC_REPOSITORY, """
                metadata: {name: shop-default}
                spec: {volumeNamespace: shop, backupStorageLocation: default, resticIdentifier: x, maintenanceFrequency: 1h}
                """);
    }

    @AfterEach
    void stop() {
        cli.close();
    }

    @Test
    void asksTheServerAndPrintsWhatResticSaid() throws InterruptedException {
        try (Server server = new Server(asked -> "Succeeded no errors were found")) {
            Run run = cli.velero("restic", "repo", "check", "shop-default", "--read-data-subset", "10%");

            assertThat(server.asked.operation()).isEqualTo(RepositoryRequest.Operation.CHECK);
            assertThat(server.asked.readDataPercent()).isEqualTo(10);
            assertThat(run.exitCode()).isZero();
            assertThat(run.out())
                    .contains("waiting for backup daily\n")
                    .contains("no errors were found\n")
                    .endsWith("Repository \"shop-default\": check succeeded\n");
        }
    }

    @Test
    void failureIsTold() throws InterruptedException {
        try (Server server = new Server(asked -> "Failed pack 1234 is damaged")) {
            Run run = cli.velero("restic", "repo", "prune", "shop-default");

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.out()).contains("pack 1234 is damaged").endsWith("prune failed\n");
            assertThat(server.asked.operation()).isEqualTo(RepositoryRequest.Operation.PRUNE);
        }
    }

    @Test
    void doesNotWaitWhenToldSo() {
        Run run = cli.velero("restic", "repo", "rotate-key", "shop-default", "--wait=false");

        assertThat(run.exitCode()).isZero();
        assertThat(annotation("goleta.io/operation-requested")).startsWith("rotate-key ");

        Run second = cli.velero("restic", "repo", "unlock", "shop-default");
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err()).contains("is asked already to rotate-key").hasLineCount(1);
    }

    @Test
    void mistakesAreSaidBeforeAnythingIsAsked() {
        assertThat(cli.velero("restic", "repo", "prune", "nope").err())
                .contains("\"nope\" not found")
                .hasLineCount(1);
        assertThat(cli.velero("restic", "repo", "check", "shop-default", "--read-data-subset", "lots")
                        .err())
                .contains("--read-data-subset is \"lots\" but must be a share from 0% to 100%");
        assertThat(annotation("goleta.io/operation-requested")).isEmpty();
    }

    private String annotation(String name) {
        return cli.all(VeleroKind.RESTIC_REPOSITORY).getFirst().annotations().getOrDefault(name, "");
    }

    /** Lets the client wait a little, then answers. */
    private final class Server implements AutoCloseable {
        private final UnaryOperator<String> answer;
        private final Thread thread;
        private volatile boolean closed;
        private volatile RepositoryRequest asked = new RepositoryRequest(RepositoryRequest.Operation.UNLOCK, 0, "");

        Server(UnaryOperator<String> answer) {
            this.answer = answer;
            this.thread = Thread.ofVirtual().start(this::loop);
        }

        private void loop() {
            try {
                while (!closed) {
                    String request = annotation("goleta.io/operation-requested");
                    if (!request.isEmpty()) {
                        asked = RepositoryRequest.parse(request);
                        say("Waiting backup daily", request);
                        Thread.sleep(700); // two looks of the client; it must not matter how many
                        say(answer.apply(request), "");
                    }
                    Thread.sleep(5);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void say(String text, String request) {
            String[] words = text.split(" ", 2);
            String json = new RepositoryAnswer(
                            asked.token(),
                            asked.operation().title(),
                            RepositoryAnswer.State.valueOf(words[0]),
                            "2026-03-01T10:00:00Z",
                            words[1])
                    .json();
            KubernetesObject repository = cli.all(VeleroKind.RESTIC_REPOSITORY).getFirst();
            cli.cluster()
                    .mergePatch(
                            VeleroKind.RESTIC_REPOSITORY.resource(),
                            "velero",
                            repository.name(),
                            Map.of(
                                    "metadata",
                                    Map.of(
                                            "annotations",
                                            Map.of(
                                                    "goleta.io/operation",
                                                    json,
                                                    "goleta.io/operation-requested",
                                                    request))));
        }

        @Override
        public void close() throws InterruptedException {
            closed = true;
            thread.join();
        }
    }
}
