package io.goleta.plugins.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskFailureTest {
    private static final Path WHERE = Path.of("/mnt/bucket");

    @ParameterizedTest
    @CsvSource({
        "No space left on device, is full",
        "Disk quota exceeded, is full",
        "Read-only file system, mounted read-only",
        "Permission denied, permission denied",
        "Is a directory, an object and a folder of the same name",
    })
    void isNotWorthARetryWhenOnlySomebodyCanMendIt(String reason, String sentence) {
        for (IOException e : new IOException[] {new IOException(reason), new FileSystemException("/f", null, reason)}) {
            GoletaException failure = DiskFailure.of("store a", WHERE, e);

            assertThat(failure)
                    .hasMessageStartingWith("Could not store a in /mnt/bucket: ")
                    .hasMessageContaining(sentence);
            assertThat(failure.fault()).isEqualTo(Fault.STORAGE);
            assertThat(failure.isRetryable()).isFalse();
        }
    }

    @Test
    void saysThatPermissionIsDeniedWhenNoReasonIsGiven() {
        GoletaException failure = DiskFailure.of("read a", WHERE, new AccessDeniedException("/mnt/bucket/a"));

        assertThat(failure).hasMessageContaining("permission denied").hasMessageContaining("the user that runs");
        assertThat(failure.isRetryable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Input/output error", "Stale file handle", "Connection timed out"})
    void isWorthARetryOtherwise(String reason) {
        GoletaException failure = DiskFailure.of("read a", WHERE, new IOException(reason));

        assertThat(failure).hasMessage("Could not read a in /mnt/bucket: " + reason);
        assertThat(failure.isRetryable()).isTrue();
    }
}
