package io.goleta.dist;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The assembled distribution and the processes a test started from it. Server, agent and CLI are three processes, as in real
 * life; closing kills what still runs.
 */
final class Installation implements AutoCloseable {
    private static final Duration START_UP = Duration.ofSeconds(60);

    private final Path home;
    private final Path kubeconfig;
    private final Path work;
    private final List<Process> processes = new ArrayList<>();

    /**
     * @param kubeconfig file of the cluster to work on
     * @param work folder for logs and scratch
     */
    Installation(Path kubeconfig, Path work) {
        this.home = Path.of(System.getProperty("goleta.home", "target/goleta")).toAbsolutePath();
        this.kubeconfig = kubeconfig;
        this.work = work;
    }

    /** The command line of the restore helper. */
    static String[] helperCommand() {
        return new String[] {
            Path.of(System.getProperty("goleta.home", "target/goleta"))
                    .toAbsolutePath()
                    .resolve("bin/velero")
                    .toString(),
            "restic",
            "restore-helper"
        };
    }

    /** What a command printed and how it ended. */
    record Outcome(int exitCode, String output) {}

    /** Runs {@code velero <arguments>} to its end. */
    Outcome velero(String... arguments) {
        try {
            Path output = Files.createTempFile(work, "velero", ".out");
            Process process =
                    builder(List.of(arguments)).redirectOutput(output.toFile()).start();
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(
                        "velero " + String.join(" ", arguments) + " did not end: " + Files.readString(output));
            }
            return new Outcome(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a server and waits until it is ready. */
    Process server(String... arguments) {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                "server",
                "--plugin-dir",
                home.resolve("plugins").toString(),
                "--metrics-address",
                "127.0.0.1:" + port,
                "--download-address",
                "http://127.0.0.1:" + port));
        command.addAll(List.of(arguments));
        Process process = start("server", command, Map.of());
        awaitReady(process, port);
        return process;
    }

    /** Starts a node agent. */
    Process agent(String node, Path hostPods, String... arguments) {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                "restic",
                "server",
                "--plugin-dir",
                home.resolve("plugins").toString(),
                "--metrics-address",
                "127.0.0.1:" + port,
                "--host-pods",
                hostPods.toString()));
        command.addAll(List.of(arguments));
        return start("agent", command, Map.of("NODE_NAME", node));
    }

    /** What a process printed so far. */
    String log(String name) {
        try {
            return Files.readString(work.resolve(name + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        processes.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    private Process start(String name, List<String> arguments, Map<String, String> environment) {
        try {
            Path log = work.resolve(name + ".log");
            ProcessBuilder builder = builder(arguments);
            builder.environment().putAll(environment);
            builder.environment()
                    .put(
                            "VELERO_SCRATCH_DIR",
                            Files.createDirectories(work.resolve("scratch-" + name))
                                    .toString());
            Process process = builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            processes.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder builder(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/velero").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.environment().put("HOME", work.toString());
        return builder;
    }

    private void awaitReady(Process process, int port) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                .build();
        AtomicReference<String> answer = new AtomicReference<>("none");
        try {
            await("server is ready").atMost(START_UP).until(() -> {
                if (!process.isAlive()) {
                    throw new AssertionError("the server ended: " + log("server"));
                }
                answer.set(get(client, ready));
                return answer.get().startsWith("200");
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("the server did not get ready; it says " + answer.get() + "\n" + log("server"), e);
        }
    }

    private static String get(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (IOException notYet) {
            return notYet.toString();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
