package io.goleta.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goleta.cli.Shell.Run;
import io.goleta.core.api.RepositoryAnswer;
import io.goleta.core.api.RepositoryRequest;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiResource;
import io.goleta.sandbox.InjectedFault;
import io.goleta.sandbox.ServedRequest;
import io.goleta.spi.item.KubernetesObject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code velero restic repo check|prune|unlock|rotate-key}, with a server played by the test. */
class RepositoryTest {
    @RegisterExtension
    final CliFixture cli = new CliFixture();

    @BeforeEach
    void start() throws Exception {
        cli.given(VeleroKind.RESTIC_REPOSITORY, """
                metadata: {name: shop-default}
                spec: {volumeNamespace: shop, backupStorageLocation: default, resticIdentifier: x, maintenanceFrequency: 1h}
                """);
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
        assertThat(second.err())
                .contains("already has a pending request to rotate-key")
                .hasLineCount(1);
    }

    @Test
    void mistakesAreSaidBeforeAnythingIsAsked() {
        assertThat(cli.velero("restic", "repo", "prune", "nope").err())
                .contains("\"nope\" not found")
                .hasLineCount(1);
        assertThat(cli.velero("restic", "repo", "check", "shop-default", "--read-data-subset", "lots")
                        .err())
                .contains("--read-data-subset must be a percentage from 0% to 100%, not \"lots\"");
        assertThat(annotation("goleta.io/operation-requested")).isEmpty();
    }

    private String annotation(String name) {
        return cli.all(VeleroKind.RESTIC_REPOSITORY).getFirst().annotations().getOrDefault(name, "");
    }

    /** Picks up the request, lets the client see that it is waiting, then answers. */
    private final class Server implements AutoCloseable {
        private final AtomicInteger reads = new AtomicInteger();
        private final UnaryOperator<String> answer;
        private final Thread thread;
        private volatile RepositoryRequest asked = new RepositoryRequest(RepositoryRequest.Operation.UNLOCK, 0, "");

        Server(UnaryOperator<String> answer) {
            this.answer = answer;
            cli.sandbox().whenever(this::isRead, InjectedFault.status(500, "InternalError", "never injected"));
            this.thread = Thread.ofVirtual().start(this::answerOne);
        }

        /** Counts the reads of the client, and injects no fault. */
        private boolean isRead(ServedRequest request) {
            if (request.method().equals("GET") && request.path().endsWith("/resticrepositories/shop-default")) {
                reads.incrementAndGet();
            }
            return false;
        }

        private void answerOne() {
            await().until(() -> !annotation("goleta.io/operation-requested").isEmpty());
            String request = annotation("goleta.io/operation-requested");
            asked = RepositoryRequest.parse(request);
            say("Waiting backup daily", request);
            // The first of these reads begins after the patch, and the client shows it before the second.
            int before = reads.get();
            await().until(() -> reads.get() >= before + 2);
            say(answer.apply(request), "");
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
                            ApiResource.of(VeleroKind.RESTIC_REPOSITORY),
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
            thread.join();
        }
    }
}
