package io.goleta.plugins.restic.run;

import io.goleta.plugins.restic.rest.RestSession;
import io.goleta.plugins.restic.rest.ResticRestServer;
import io.goleta.plugins.restic.run.CommandRunner.Command;
import io.goleta.spi.PluginContext;
import io.goleta.spi.Secret;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.Repository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Runs restic on one repository. Neither the password nor the repository's address appears on a command line: the password
 * goes through standard input and is never written to disk, the address is in the environment and valid during the run only.
 */
final class Restic implements AutoCloseable {
    private static final List<String> INHERITED = List.of("PATH", "HOME", "GOMAXPROCS", "GOGC", "GOMEMLIMIT");

    private final ResticBinary binary;
    private final ResticSettings settings;
    private final Repository repository;
    private final PluginContext context;
    private final CommandRunner runner;
    private final ResticRestServer restServer = ResticRestServer.open();
    private final Set<RestSession> open = ConcurrentHashMap.newKeySet();

    Restic(
            ResticBinary binary,
            ResticSettings settings,
            Repository repository,
            PluginContext context,
            CommandRunner runner) {
        this.binary = binary;
        this.settings = settings;
        this.repository = repository;
        this.context = context;
        this.runner = runner;
    }

    ResticVersion version() {
        return binary.version();
    }

    /**
     * Runs restic once.
     *
     * @throws GoletaException INTERNAL when the thread is interrupted; restic is gone then, and so are its locks
     */
    RunResult run(Job job) {
        CompletableFuture<Void> stop = new CompletableFuture<>();
        RestSession session =
                restServer.openSession(repository.store(), repository.path(), failure -> stop.complete(null));
        open.add(session);
        CommandRunner.Ended ended;
        try (session) {
            ended = runner.run(command(job, session), job.lines(), job.errorLines(), stop);
            if (ended.code() != 0) {
                session.removeNewKeys();
            }
        } catch (InterruptedException e) {
            throw cancelled(job, e);
        } finally {
            open.remove(session);
        }
        // Only now the statistics of the session are complete.
        return new RunResult(
                ended.code(), withoutSecrets(ended.errors(), session), session.failure(), repository.path());
    }

    /** Whether a run that is under way holds this lock. */
    boolean holdsLock(String name) {
        return open.stream().anyMatch(session -> session.holdsLock(name));
    }

    /** Stops the REST server; a restic that still runs loses its repository and ends. */
    @Override
    public void close() {
        restServer.close();
    }

    private GoletaException cancelled(Job job, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new GoletaException(
                Fault.INTERNAL, "was cancelled while trying to " + job.purpose() + " in " + repository.path(), e);
    }

    private Command command(Job job, RestSession session) {
        List<String> line = new ArrayList<>();
        line.add(binary.path().toString());
        line.addAll(job.arguments());
        line.add(
                settings.hasCache()
                        ? "--cache-dir=" + repository.cacheDirectory().toAbsolutePath()
                        : "--no-cache");
        line.addAll(settings.options());
        Path directory = job.directory().orElse(context.workDirectory());
        Map<String, String> environment = environment(session);
        if (job.newPassword().isPresent()) {
            // There is one standard input only. The environment can be seen by the same user, as the memory can.
            environment.remove("RESTIC_PASSWORD_FILE");
            environment.put("RESTIC_PASSWORD", text(repository.password()));
            return new Command(
                    line, directory, environment, job.newPassword().get().reveal());
        }
        return new Command(line, directory, environment, repository.password().reveal());
    }

    /** As restic reads a password from a file. */
    private static String text(Secret password) {
        return new String(password.reveal(), StandardCharsets.UTF_8).strip();
    }

    private Map<String, String> environment(RestSession session) {
        Map<String, String> environment = new HashMap<>();
        for (String name : INHERITED) {
            String value = context.environment(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        environment.put("TMPDIR", context.workDirectory().toAbsolutePath().toString());
        environment.put("RESTIC_REPOSITORY", session.address());
        environment.put("RESTIC_PASSWORD_FILE", "/dev/stdin");
        environment.put("RESTIC_PROGRESS_FPS", "1");
        return environment;
    }

    private String withoutSecrets(String text, RestSession session) {
        String address = session.address();
        return text.replace(address, repository.path())
                .replace(address.substring("rest:".length()), repository.path() + "/");
    }

    /**
     * One invocation.
     *
     * @param purpose to be read after "tried to"
     * @param directory where to run it; empty for the plugin's work folder
     * @param lines gets each line of standard output
     * @param errorLines gets each line of standard error, secrets included
     * @param newPassword to be read from standard input by a command that sets one
     */
    record Job(
            String purpose,
            Optional<Path> directory,
            List<String> arguments,
            Consumer<String> lines,
            Consumer<String> errorLines,
            Optional<Secret> newPassword) {

        /** One that works on the files of a directory. */
        static Job in(
                Path directory,
                String purpose,
                List<String> arguments,
                Consumer<String> lines,
                Consumer<String> errorLines) {
            return new Job(purpose, Optional.of(directory), arguments, lines, errorLines, Optional.empty());
        }

        static Job of(String purpose, List<String> arguments, Consumer<String> lines) {
            return new Job(purpose, Optional.empty(), arguments, lines, line -> {}, Optional.empty());
        }
    }
}
