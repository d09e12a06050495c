package io.goleta.plugins.restic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.goleta.plugins.restic.run.CommandRunner.Command;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessRunnerTest {
    @TempDir
    Path folder;

    private final ProcessRunner runner = new ProcessRunner();
    private final List<String> lines = new ArrayList<>();

    @Test
    void givesTheProcessOnlyWhatItWasGiven() throws InterruptedException {
        CommandRunner.Ended ended =
                run("cat; pwd; echo $SECRET$HOME; echo oops >&2; exit 7", new CompletableFuture<>());
        assertThat(ended).isEqualTo(new CommandRunner.Ended(7, "oops"));
        assertThat(lines).containsExactly("input", folder.toString(), "hidden");
    }

    @Test
    void readsOnWhenSomebodyStumblesOverALine() throws InterruptedException {
        Command command = command("head -c 200000 /dev/zero | tr '\\0' x | fold -w 4000");
        CommandRunner.Ended ended = runner.run(
                command,
                line -> {
                    throw new IllegalStateException(line);
                },
                line -> {},
                new CompletableFuture<>());
        assertThat(ended.code()).isZero();
    }

    @Test
    void killsTheProcessAndItsChildrenWhenToldToStop() throws InterruptedException {
        CompletableFuture<Void> stop = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            await().until(() -> ProcessHandle.current().descendants().count() >= 2);
            stop.complete(null);
        });
        assertThat(run("sleep 1000 & wait", stop).code()).isEqualTo(128 + 9);
        await().until(() -> ProcessHandle.current().descendants().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void saysThatAProgramCannotBeStarted() {
        Command command = new Command(List.of("/no/such/program"), folder, Map.of(), new byte[0]);
        assertThatThrownBy(() -> runner.run(command, lines::add, line -> {}, new CompletableFuture<>()))
                .hasMessageContaining("could not start /no/such/program");
    }

    private CommandRunner.Ended run(String script, CompletableFuture<Void> stop) throws InterruptedException {
        return runner.run(command(script), lines::add, line -> {}, stop);
    }

    private Command command(String script) {
        return new Command(
                List.of("/bin/sh", "-c", script),
                folder,
                Map.of("SECRET", "hidden", "PATH", "/usr/bin:/bin"),
                "input\n".getBytes(StandardCharsets.UTF_8));
    }
}
