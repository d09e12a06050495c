package io.goleta.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.api.Backup;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiException;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.testkit.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunAttemptsTest {
    @TempDir
    Path folder;

    private final TestClock clock = TestClock.at(Instant.parse("2026-03-01T10:00:00Z"));
    private Path root;
    private RunAttempts attempts;

    @BeforeEach
    void create() {
        root = folder.resolve("runs");
        attempts = new RunAttempts(root, clock);
    }

    @Test
    void givesEachAttemptAnEmptyFolderAndDeletesIt() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            Path used = attempts.attempt(
                    "backup",
                    backup("a"),
                    scratch -> {
                        assertThat(scratch).isEmptyDirectory();
                        return written(scratch);
                    },
                    Path::of);
            assertThat(used).doesNotExist();
        }
    }

    @Test
    void deletesWhatAnEarlierProcessLeft() throws IOException {
        Files.createDirectories(root.resolve("backup-a"));
        written(root.resolve("backup-a"));

        assertThat(new RunAttempts(root, clock)).isNotNull();

        assertThat(root).doesNotExist();
    }

    static Stream<RuntimeException> outages() {
        return Stream.of(
                new ApiException(503, "ServiceUnavailable", "apiserver is shutting down", Optional.empty()),
                new ApiException(429, "TooManyRequests", "please try again later", Optional.empty()),
                new ApiException(500, "InternalError", "etcdserver: leader changed", Optional.empty()),
                GoletaException.retryable(Fault.CLUSTER, "connection refused", null));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void anOutageOfTheApiServerNeverEndsARun(RuntimeException outage) {
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> failing(outage, "a")).isSameAs(outage);
        }
    }

    @Test
    void aStoreThatKeepsFailingForTenMinutesEndsIt() throws InterruptedException {
        GoletaException busy = GoletaException.retryable(Fault.STORAGE, "the store is busy", null);
        for (int i = 1; i < 20; i++) {
            assertThatThrownBy(() -> failing(busy, "a")).isSameAs(busy);
        }
        clock.advance(Duration.ofMinutes(10));

        assertThat(failing(busy, "a")).isEqualTo("the store is busy");
    }

    @Test
    void countsTheAttemptsOfEachRunAndAnewAfterASuccess() throws InterruptedException {
        GoletaException busy = GoletaException.retryable(Fault.STORAGE, "the store is busy", null);
        for (int i = 1; i < 5; i++) {
            assertThatThrownBy(() -> failing(busy, "a")).isSameAs(busy);
            assertThatThrownBy(() -> failing(busy, "b")).isSameAs(busy);
        }
        clock.advance(Duration.ofMinutes(10));
        String result = attempts.attempt("backup", backup("a"), scratch -> "done", reason -> reason);

        assertThat(result).isEqualTo("done");

        assertThatThrownBy(() -> failing(busy, "a")).isSameAs(busy);
        assertThat(failing(busy, "b")).isEqualTo("the store is busy");
    }

    static Stream<RuntimeException> reasonsToGiveUp() {
        return Stream.of(
                new ApiException(403, "Forbidden", "backups is forbidden", Optional.empty()),
                new GoletaException(Fault.USER, "no such location"),
                new GoletaException(Fault.STORAGE, "the archive is damaged"),
                new IllegalStateException("a defect"));
    }

    @ParameterizedTest
    @MethodSource("reasonsToGiveUp")
    void whatWillNotPassEndsItAtOnceWithTheReason(RuntimeException reason) throws InterruptedException {
        assertThat(failing(reason, "a")).isEqualTo(reason.getMessage());
    }

    @Test
    void aDefectWithoutAMessageIsNamed() throws InterruptedException {
        assertThat(failing(new IllegalStateException(), "a")).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void anInterruptEndsTheAttemptAndNotTheRun() {
        assertThatThrownBy(() -> attempts.attempt(
                        "backup",
                        backup("a"),
                        scratch -> {
                            Thread.currentThread().interrupt();
                            throw new GoletaException(Fault.INTERNAL, "interrupted");
                        },
                        reason -> reason))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private String failing(RuntimeException failure, String uid) throws InterruptedException {
        return attempts.attempt(
                "backup",
                backup(uid),
                scratch -> {
                    throw failure;
                },
                reason -> reason);
    }

    private static Backup backup(String uid) {
        return VeleroKind.BACKUP.of(
                VeleroKind.BACKUP.named("velero", "daily").object().with(uid, "metadata", "uid"));
    }

    private static Path written(Path folder) {
        try {
            Files.writeString(folder.resolve("contents"), "x");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
