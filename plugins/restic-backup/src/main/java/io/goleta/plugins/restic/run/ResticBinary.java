package io.goleta.plugins.restic.run;

import io.goleta.plugins.restic.run.CommandRunner.Command;
import io.goleta.spi.PluginContext;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The restic program on this machine. */
record ResticBinary(Path path, ResticVersion version) {
    private static final String ADVICE =
            "; install restic " + ResticVersion.OLDEST + " or newer, or point RESTIC_BINARY to it";

    /**
     * Finds restic where {@code RESTIC_BINARY} says, else on {@code PATH}, and asks it for its version.
     *
     * @throws GoletaException USER when restic is missing or too old
     */
    static ResticBinary find(PluginContext context, CommandRunner runner) {
        Path path = locate(context);
        StringBuilder said = new StringBuilder();
        CommandRunner.Ended ended;
        Command ask = new Command(List.of(path.toString(), "version"), context.workDirectory(), Map.of(), new byte[0]);
        try {
            ended = runner.run(ask, line -> said.append(line).append('\n'), line -> {}, new CompletableFuture<>());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GoletaException(Fault.INTERNAL, "asking restic for its version was cancelled", e);
        }
        if (ended.code() > RunResult.KILLED) {
            throw GoletaException.retryable(
                    Fault.INTERNAL,
                    "tried to ask " + path + " for its version, but it was killed by signal "
                            + (ended.code() - RunResult.KILLED) + ", perhaps because memory ran out",
                    null);
        }
        ResticVersion version = ResticVersion.parse(said.toString())
                .orElseThrow(() -> new GoletaException(
                        Fault.USER,
                        path + " does not report a version of restic (\""
                                + said.toString().strip() + "\")" + ADVICE));
        if (version.compareTo(ResticVersion.OLDEST) < 0) {
            throw new GoletaException(Fault.USER, path + " is restic " + version + ", which is too old" + ADVICE);
        }
        return new ResticBinary(path, version);
    }

    private static Path locate(PluginContext context) {
        String chosen = context.environment("RESTIC_BINARY");
        if (chosen != null && !chosen.isBlank()) {
            Path path = Path.of(chosen);
            if (!Files.isExecutable(path)) {
                throw new GoletaException(
                        Fault.USER, "RESTIC_BINARY is " + chosen + ", which is not an executable file" + ADVICE);
            }
            return path;
        }
        String folders = Objects.requireNonNullElse(context.environment("PATH"), "");
        return Stream.of(folders.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "restic"))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElseThrow(
                        () -> new GoletaException(Fault.USER, "there is no restic on PATH (" + folders + ")" + ADVICE));
    }
}
