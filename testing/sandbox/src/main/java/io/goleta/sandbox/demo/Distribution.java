package io.goleta.sandbox.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The processes of a distribution: server, node agent, command line. Closing ends those that still run. */
final class Distribution implements AutoCloseable {

    private static final Duration START_UP = Duration.ofSeconds(120);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Path home;
    private final Path kubeconfig;
    private final Path work;
    private final DemoScript story;
    private final List<Process> processes = new ArrayList<>();

    Distribution(Path home, Path kubeconfig, Path work, DemoScript story) {
        this.home = home;
        this.kubeconfig = kubeconfig;
        this.work = work;
        this.story = story;
    }

    /** Runs {@code velero ...} in the foreground, shows what it prints, and returns its exit code. */
    int velero(String... arguments) throws IOException, InterruptedException {
        story.command("velero " + String.join(" ", arguments));
        Process process = builder(List.of(arguments)).start();
        try (InputStream output = process.getInputStream()) {
            story.output(output);
        }
        return process.waitFor();
    }

    /** Starts the server and waits until it says that it is ready. */
    void startServer() throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = List.of(
                "server",
                "--plugin-dir",
                home.resolve("plugins").toString(),
                "--metrics-address",
                "127.0.0.1:" + port,
                "--download-address",
                "http://127.0.0.1:" + port);
        awaitReady("server", start("server", command, Map.of()), port);
    }

    /** Starts the agent of a node and waits until it says that it is ready. */
    void startAgent(String node, Path podsFolder) throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = List.of(
                "restic",
                "server",
                "--plugin-dir",
                home.resolve("plugins").toString(),
                "--metrics-address",
                "127.0.0.1:" + port,
                "--host-pods",
                podsFolder.toString());
        awaitReady("agent", start("agent", command, Map.of("NODE_NAME", node)), port);
    }

    /** The lines in which server and agent say that something is wrong, each after a line break. */
    String complaints() throws IOException {
        StringBuilder complaints = new StringBuilder();
        for (String name : List.of("server", "agent")) {
            for (String line : Files.exists(log(name)) ? Files.readAllLines(log(name)) : List.<String>of()) {
                if (!line.contains("level=info")) {
                    complaints.append('\n').append(name).append(": ").append(line);
                }
            }
        }
        return complaints.toString();
    }

    private Path log(String name) {
        return work.resolve(name + ".log");
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        for (Process process : processes) {
            process.onExit()
                    .completeOnTimeout(process, 10, java.util.concurrent.TimeUnit.SECONDS)
                    .join();
            process.destroyForcibly();
        }
    }

    private Process start(String name, List<String> arguments, Map<String, String> environment) throws IOException {
        StringBuilder line = new StringBuilder();
        environment.forEach(
                (key, value) -> line.append(key).append('=').append(value).append(' '));
        story.command(line + "velero " + String.join(" ", arguments) + " > " + log(name) + " 2>&1 &");
        ProcessBuilder builder = builder(arguments);
        builder.environment().putAll(environment);
        builder.environment()
                .put(
                        "VELERO_SCRATCH_DIR",
                        Files.createDirectories(work.resolve("scratch-" + name)).toString());
        Process process = builder.redirectOutput(log(name).toFile()).start();
        processes.add(process);
        return process;
    }

    private ProcessBuilder builder(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve("velero").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        return builder;
    }

    private void awaitReady(String name, Process process, int port) throws IOException, InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            long deadline = System.nanoTime() + START_UP.toNanos();
            while (!isReady(client, question)) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new DemoFailure(
                            "The " + name + " did not become ready; its log:\n" + Files.readString(log(name)));
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    private static boolean isReady(HttpClient client, HttpRequest question) throws InterruptedException {
        try {
            return client.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
