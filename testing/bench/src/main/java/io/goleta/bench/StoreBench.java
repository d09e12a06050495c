package io.goleta.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goleta.plugins.restic.run.ResticDataMoverFactory;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.Secret;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.Repository;
import io.goleta.spi.volume.VolumeSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Volumes through the data mover and the S3 plugin, against restic's own S3 backend on the same server. */
final class StoreBench {
    private static final double GOAL = 0.9;
    private static final int WARM_UP_ROUNDS = 6;
    private static final int WARM_UP_READS = 3_000;
    private static final int SMALL_PAIRS_PER_LARGE_ONE = 2;

    private final Options options;
    private final Path work;
    private final Report report;
    private final BenchContext context;

    StoreBench(Options options, Path work, Report report) {
        this.options = options;
        this.work = work;
        this.report = report;
        this.context = new BenchContext(SampleTrees.fresh(work.resolve("plugin")));
    }

    void run() throws Exception {
        int large = options.number("large", 2_048);
        int small = options.number("small", 20_000);
        int pairs = 2 * options.number("runs", 2);
        String scheme = options.text("scheme", "http");
        Optional<Certificate> certificate = switch (scheme) {
            case "http" -> Optional.empty();
            case "https" -> Optional.of(Certificate.create(work));
            default -> throw new IllegalArgumentException("--scheme is http or https, not " + scheme);
        };
        try (S3Server server = S3Server.start(SampleTrees.fresh(work.resolve("server")), certificate)) {
            warmUp(server);
            if (small > 0) {
                Path volume = SampleTrees.fresh(work.resolve("small"));
                VolumeFiles.small(volume, small, 1);
                compare(small + " small files", volume, server, SMALL_PAIRS_PER_LARGE_ONE * pairs);
            }
            if (large > 0) {
                Path volume = SampleTrees.fresh(work.resolve("large"));
                VolumeFiles.large(volume, "data", large, 2);
                compare(large + " MiB in one file", volume, server, pairs);
            }
        }
        report.note("highest memory of this process: " + highestMemory() + " (heap at most "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MiB)");
    }

    /** Java is at its speed only after some hundreds of requests, on both sides of the wire; an agent runs for weeks. */
    private void warmUp(S3Server server) throws Exception {
        Path volume = SampleTrees.fresh(work.resolve("few"));
        VolumeFiles.large(volume, "data", 256, 3);
        PluginConfig manyPacks = new PluginConfig("bench", Map.of("packSize", "4"));
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            ours(volume, server, manyPacks);
        }
        readALittle(server);
        theirs(volume, server);
    }

    private void readALittle(S3Server server) throws IOException {
        try (ObjectStore store = server.store("ours", context);
                Stream<ObjectInfo> packs = store.list("restic/bench/data/")) {
            String pack = packs.findFirst().orElseThrow().key();
            for (int i = 0; i < WARM_UP_READS; i++) {
                try (InputStream part = store.get(pack, i, 100).orElseThrow()) {
                    part.readAllBytes();
                }
            }
        }
    }

    private record Times(Duration backup, Duration restore) {}

    private record Pair(Times ours, Times theirs) {}

    private void compare(String what, Path volume, S3Server server, int pairs) throws Exception {
        List<Pair> measured = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            // It matters who comes first, so they take turns.
            if (i % 2 == 0) {
                Times theirs = theirs(volume, server);
                measured.add(new Pair(ours(volume, server), theirs));
            } else {
                measured.add(new Pair(ours(volume, server), theirs(volume, server)));
            }
            report.note(what + ": " + measured.getLast());
        }
        race("backup of " + what, measured, Times::backup);
        race("restore of " + what, measured, Times::restore);
        SampleTrees.delete(volume);
    }

    private void race(String what, List<Pair> pairs, Function<Times, Duration> part) {
        report.race(
                what,
                mean(pairs.stream().map(Pair::ours).map(part)),
                mean(pairs.stream().map(Pair::theirs).map(part)),
                GOAL);
    }

    private static Duration mean(Stream<Duration> times) {
        return Duration.ofNanos(
                (long) times.mapToLong(Duration::toNanos).average().orElseThrow());
    }

    private Times theirs(Path volume, S3Server server) throws Exception {
        server.bucket("theirs");
        BareRestic restic = server.restic("theirs", SampleTrees.fresh(work.resolve("their-cache")));
        restic.run(work, "init");
        settle();
        Duration backup = Timing.of(() -> restic.run(volume, "backup", ".", "--host=velero", "--tag=a=b", "--json"));
        Path target = SampleTrees.fresh(work.resolve("target"));
        settle();
        Duration restore = Timing.of(() -> restic.run(target, "restore", "latest", "--target=."));
        return new Times(backup, restore);
    }

    private Times ours(Path volume, S3Server server) throws Exception {
        return ours(volume, server, PluginConfig.empty());
    }

    private Times ours(Path volume, S3Server server, PluginConfig config) throws Exception {
        server.bucket("ours");
        Path cache = SampleTrees.fresh(work.resolve("our-cache"));
        try (ObjectStore store = server.store("ours", context);
                DataMover mover = new ResticDataMoverFactory()
                        .create(
                                new Repository(
                                        store, "restic/bench", Secret.of(BareRestic.PASSWORD.getBytes(UTF_8)), cache),
                                config,
                                context)) {
            mover.prepare();
            String[] id = new String[1];
            settle();
            Duration backup = Timing.of(() ->
                    id[0] = mover.backUp(new VolumeSource(volume, Map.of("a", "b"), Optional.empty()), progress -> {})
                            .id());
            Path target = SampleTrees.fresh(work.resolve("target"));
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
