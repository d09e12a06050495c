package io.goleta.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goleta.plugins.restic.ResticDataMoverFactory;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.Secret;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.Repository;
import io.goleta.spi.volume.VolumeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Volumes through the data mover and the S3 plugin, against restic's own S3 backend on the same server. */
final class StoreBench {
    private static final double GOAL = 0.9;

    private final Options options;
    private final Path work;
    private final Report report;
    private final BenchContext context;

    StoreBench(Options options, Path work, Report report) {
        this.options = options;
        this.work = work;
        this.report = report;
        this.context = new BenchContext(Trees.fresh(work.resolve("plugin")));
    }

    void run() throws Exception {
        int large = options.number("large", 2_048);
        int small = options.number("small", 20_000);
        try (S3Server server = S3Server.start(Trees.fresh(work.resolve("server")))) {
            Path few = Trees.fresh(work.resolve("few"));
            VolumeFiles.large(few, "data", 64, 3);
            theirs(few, server);
            ours(few, server); // Java, on both sides of the wire, is at its speed only after a while
            if (small > 0) {
                Path volume = Trees.fresh(work.resolve("small"));
                VolumeFiles.small(volume, small, 1);
                compare(small + " small files", volume, server);
            }
            if (large > 0) {
                Path volume = Trees.fresh(work.resolve("large"));
                VolumeFiles.large(volume, "data", large, 2);
                compare(large + " MiB in one file", volume, server);
            }
        }
        report.note("highest memory of this process: " + highestMemory() + " (heap at most "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MiB)");
    }

    private record Times(Duration backup, Duration restore) {}

    private void compare(String what, Path volume, S3Server server) throws Exception {
        List<Times> ours = new ArrayList<>();
        List<Times> theirs = new ArrayList<>();
        for (int run = 0; run < options.number("runs", 3); run++) {
            // Who comes second finds the files in memory, so they take turns.
            if (run % 2 == 0) {
                theirs.add(theirs(volume, server));
                ours.add(ours(volume, server));
            } else {
                ours.add(ours(volume, server));
                theirs.add(theirs(volume, server));
            }
            report.note(what + ": ours " + ours.getLast() + ", restic's " + theirs.getLast());
        }
        report.race("backup of " + what, median(ours, true), median(theirs, true), GOAL);
        report.race("restore of " + what, median(ours, false), median(theirs, false), GOAL);
        Trees.delete(volume);
    }

    private static Duration median(List<Times> times, boolean backup) {
        return times.stream()
                .map(time -> backup ? time.backup() : time.restore())
                .sorted()
                .toList()
                .get(times.size() / 2);
    }

    private Times theirs(Path volume, S3Server server) throws Exception {
        server.bucket("theirs");
        BareRestic restic = server.restic("theirs", Trees.fresh(work.resolve("their-cache")));
        restic.run(work, "init");
        settle();
        Duration backup = Timing.of(() -> restic.run(volume, "backup", ".", "--host=velero", "--tag=a=b", "--json"));
        Path target = Trees.fresh(work.resolve("target"));
        settle();
        Duration restore = Timing.of(() -> restic.run(target, "restore", "latest", "--target=."));
        return new Times(backup, restore);
    }

    private Times ours(Path volume, S3Server server) throws Exception {
        server.bucket("ours");
        Path cache = Trees.fresh(work.resolve("our-cache"));
        try (ObjectStore store = server.store("ours", context);
                DataMover mover = new ResticDataMoverFactory()
                        .create(
                                new Repository(
                                        store, "restic/bench", Secret.of(BareRestic.PASSWORD.getBytes(UTF_8)), cache),
                                PluginConfig.empty(),
                                context)) {
            mover.prepare();
            String[] id = new String[1];
            settle();
            Duration backup = Timing.of(() ->
                    id[0] = mover.backUp(new VolumeSource(volume, Map.of("a", "b"), Optional.empty()), progress -> {})
                            .id());
            Path target = Trees.fresh(work.resolve("target"));
            settle();
            Duration restore = Timing.of(() -> mover.restore(id[0], target, progress -> {}));
            return new Times(backup, restore);
        }
    }

    /** Has the disk write what is owed to it: whoever comes next would wait for what others wrote. */
    private static void settle() throws IOException, InterruptedException {
        new ProcessBuilder("sync").start().waitFor();
    }

    /** As the kernel counts it. */
    private static String highestMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.substring("VmHWM:".length()).strip())
                .findFirst()
                .orElse("unknown");
    }
}
