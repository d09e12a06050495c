package io.goleta.sandbox;

import io.goleta.sandbox.client.ApiFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code velero sandbox}: keeps a cluster in memory running until it is interrupted. */
public final class SandboxMain {

    private static final String USAGE = """
            Usage: velero sandbox [--port PORT] [--dir FOLDER] [MANIFEST.yaml ...]

            Runs a Kubernetes API server in memory, with one pretend node, until Ctrl-C. Everything is forgotten then.
              --port PORT     port on 127.0.0.1 (default: a free one)
              --dir FOLDER    where the kubeconfig file and the pods' volumes go (default: a new folder in the temporary directory)
              MANIFEST.yaml   objects to create at the start, such as further custom resource definitions
            """;

    private SandboxMain() {}

    /** Runs until the process is ended. */
    public static void main(String[] args) throws IOException, InterruptedException {
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        PrintStream out = System.out;
        int port = 0;
        Path folder = null;
        List<Path> manifests = new ArrayList<>();
        for (Iterator<String> words = Arrays.asList(args).iterator(); words.hasNext(); ) {
            String word = words.next();
            if (word.equals("--port") && words.hasNext()) {
                port = port(words.next());
            } else if (word.equals("--dir") && words.hasNext()) {
                folder = Path.of(words.next());
            } else if (word.startsWith("-")) {
                out.print(USAGE);
                System.exit(word.equals("--help") || word.equals("-h") ? 0 : 2);
            } else {
                manifests.add(Path.of(word));
            }
        }
        try {
            run(port, folder == null ? Files.createTempDirectory("velero-sandbox-") : folder, manifests, out);
        } catch (UncheckedIOException | ApiFailure | IllegalArgumentException e) {
            out.println(e.getMessage());
            System.exit(1);
        }
    }

    private static int port(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65_535) {
            return Integer.parseInt(text);
        }
        System.out.println("--port takes a number up to 65535, not " + text);
        System.exit(2);
        return 0;
    }

    private static void run(int port, Path folder, List<Path> manifests, PrintStream out)
            throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("goleta.home", ".")).toAbsolutePath();
        LocalCluster cluster = LocalCluster.start(Sandbox.builder().port(port).start(), folder.toAbsolutePath(), home);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            cluster.close();
            ended.countDown();
        }));
        int definitions = cluster.createDefinitions(home);
        for (Path manifest : manifests) {
            out.println("Created " + cluster.create(Files.readString(manifest)) + " objects of " + manifest);
        }
        out.println("""
                A Kubernetes API server in memory listens at %1$s, with node %2$s and %3$d definitions of Velero's kinds.

                    export KUBECONFIG=%4$s PATH=%8$s:$PATH
                    kubectl get nodes

                To back up on it, with server and agent in a terminal of their own each:

                    kubectl create namespace velero
                    mkdir -p %5$s/demo
                    velero backup-location create default --provider velero.io/filesystem --bucket demo --config root=%5$s --default
                    velero server --plugin-dir %6$s
                    NODE_NAME=%2$s velero restic server --plugin-dir %6$s --host-pods %7$s --metrics-address 127.0.0.1:8086

                Volumes of pods are folders in %7$s. Ctrl-C ends it.""".formatted(
                        cluster.sandbox().url(),
                        cluster.node().name(),
                        definitions,
                        cluster.kubeconfig(),
                        folder.toAbsolutePath().resolve("buckets"),
                        home.resolve("plugins"),
                        cluster.node().podsFolder(),
                        home.resolve("bin")));
        ended.await();
    }
}
