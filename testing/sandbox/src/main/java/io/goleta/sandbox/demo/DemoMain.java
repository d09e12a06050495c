package io.goleta.sandbox.demo;

import io.goleta.sandbox.LocalCluster;
import io.goleta.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** {@code velero demo}: exits with 0 when everything came back, with 1 otherwise. */
public final class DemoMain {

    private static final String USAGE = """
            Usage: velero demo [--keep]

            Backs up an application on a cluster in memory, destroys it, restores it and compares every object and every file.
            Server, node agent and command line are processes of their own; restic is real. Takes about half a minute.
              --keep    leave the folder with bucket, volumes and logs behind
            """;
    private static final AwkwardFiles FILES = new AwkwardFiles(3_000, 64L << 20, 20_240_101);

    private DemoMain() {}

    /** Tells the whole story. */
    public static void main(String[] args) throws IOException, InterruptedException {
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        List<String> words = List.of(args);
        if (!words.isEmpty() && !words.equals(List.of("--keep"))) {
            System.out.print(USAGE);
            System.exit(words.contains("--help") || words.contains("-h") ? 0 : 2);
        }
        Path home = Path.of(System.getProperty("goleta.home", ".")).toAbsolutePath();
        if (!Files.isExecutable(home.resolve("bin/velero"))) {
            System.out.println(
                    "There is no distribution of Goleta in " + home + "; start the demo with bin/velero demo.");
            System.exit(1);
        }
        System.exit(run(home, words.contains("--keep"), System.out) ? 0 : 1);
    }

    private static boolean run(Path home, boolean keep, PrintStream out) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("velero-demo-");
        DemoScript story = new DemoScript(out, Clock.systemUTC());
        boolean same = false;
        try {
            same = tell(home, work, story);
        } catch (DemoFailure failure) {
            story.say(String.valueOf(failure.getMessage()));
        }
        if (keep || !same) {
            story.say("Everything is left in " + work);
        } else {
            Folders.delete(work);
        }
        return same;
    }

    private static boolean tell(Path home, Path work, DemoScript story) throws IOException, InterruptedException {
        story.chapter("Starting a Kubernetes API server in memory and a node whose volumes are folders");
        requireRestic();
        try (LocalCluster cluster = LocalCluster.start(Sandbox.start(), work, home)) {
            int definitions = cluster.createDefinitions(home);
            story.say("listens at " + cluster.sandbox().url() + ", " + definitions
                    + " definitions of Velero's kinds created");
            story.command("export KUBECONFIG=" + cluster.kubeconfig());
            try (Distribution distribution = new Distribution(home, cluster.kubeconfig(), work, story)) {
                return new Demo(cluster, distribution, story, work).run(FILES) == 0;
            }
        }
    }

    private static void requireRestic() throws InterruptedException {
        try {
            Process restic = new ProcessBuilder("restic", "version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (restic.waitFor() == 0) {
                return;
            }
        } catch (IOException absent) {
            // Said below.
        }
        throw new DemoFailure("The demo needs restic 0.14 or newer on the PATH (Debian: sudo apt-get install restic).");
    }
}
