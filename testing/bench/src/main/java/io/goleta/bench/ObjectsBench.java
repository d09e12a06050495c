package io.goleta.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.spi.store.ObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Backup and restore of objects through a real API server, against the bare requests. */
final class ObjectsBench {
    private static final int NAMESPACES = 10;
    private static final List<Integer> LISTS_AT_ONCE = List.of(2, 4, 8, 16);
    private static final List<Integer> CREATES_AT_ONCE = List.of(8, 16, 32, 64);
    private static final int CALIBRATION = 400;

    private final Options options;
    private final Path work;
    private final Report report;
    private final String prefix;
    private final List<String> made = new ArrayList<>();

    ObjectsBench(Options options, Path work, Report report) {
        this.options = options;
        this.work = work;
        this.report = report;
        this.prefix =
                options.text("prefix", "goleta-bench") + "-" + Long.toString(System.currentTimeMillis() / 1000, 36);
    }

    void run() throws Exception {
        try (KubernetesClient client = Kubeconfig.client(null, null, "goleta-bench")) {
            Fabric8Cluster cluster = Fabric8Cluster.connect(client);
            RawApi raw = new RawApi(client.getConfiguration());
            BenchContext context = new BenchContext(work);
            Bucket bucket = Bucket.fresh(work.resolve("store"), context);
            try (ObjectStore store = bucket.store()) {
                Setting setting = new Setting(raw, cluster, new Engine(cluster, context, work), store);
                int creates = bestOf(CREATES_AT_ONCE, "creates", atOnce -> {
                    List<SampleObjects.Sample> samples =
                            inNewNamespaces(raw, "c" + atOnce).objects(CALIBRATION);
                    return () -> raw.createAll(samples, atOnce);
                });
                for (int size : options.numbers("sizes", "1000,10000")) {
                    measure(setting, size, creates);
                }
            } finally {
                for (String namespace : made) {
                    raw.delete("/api/v1/namespaces/" + namespace);
                }
            }
        }
    }

    private record Setting(RawApi raw, Fabric8Cluster cluster, Engine engine, ObjectStore store) {}

    private void measure(Setting setting, int size, int creates) throws Exception {
        SampleObjects samples = inNewNamespaces(setting.raw(), "s" + size);
        List<SampleObjects.Sample> objects = samples.objects(size);
        Duration bareCreates = Timing.of(() -> setting.raw().createAll(objects, creates));
        measureBackup(setting, size);
        measureRestore(setting, size, bareCreates);
    }

    private void measureBackup(Setting setting, int size) throws Exception {
        String label = label("s" + size);
        List<ApiResource> resources = setting.cluster().discovery().resources().stream()
                .filter(resource -> resource.verbs().contains("list"))
                .toList();
        Path lists = SampleTrees.fresh(work.resolve("lists"));
        int atOnce =
                bestOf(LISTS_AT_ONCE, "lists", n -> () -> setting.raw().listAll(resources, "bench=" + label, n, lists));
        Duration bare = Timing.NEVER;
        Duration ours = Timing.NEVER;
        for (int run = 0; run < options.number("runs", 3); run++) {
            bare = Timing.faster(
                    bare, Timing.of(() -> setting.raw().listAll(resources, "bench=" + label, atOnce, lists)));
            String name = backup(size, run);
            ours = Timing.faster(ours, Timing.of(() -> {
                var done = setting.engine().backUp(setting.store(), name, label);
                require(done.errors() == 0 && done.items() == size + NAMESPACES, done);
            }));
        }
        report.compare("backup of " + size + " objects", ours, bare, 1.3, 0);
    }

    private void measureRestore(Setting setting, int size, Duration bareCreates) throws Exception {
        Map<String, String> mapping = new TreeMap<>();
        for (int i = 0; i < NAMESPACES; i++) {
            mapping.put(namespace("s" + size, i), namespace("r" + size, i));
            made.add(namespace("r" + size, i));
        }
        Duration ours = Timing.of(() -> {
            var done = setting.engine().restore(setting.store(), "restore-" + size, backup(size, 0), mapping);
            require(done.errors() == 0 && done.items() >= size, done);
        });
        report.compare("restore of " + size + " objects", ours, bareCreates, 1.3, 0);
    }

    private int bestOf(List<Integer> choices, String what, IntFunction<Timing.Work> work) throws Exception {
        int best = 0;
        Duration fastest = Timing.NEVER;
        for (int choice : choices) {
            Duration time = Timing.of(work.apply(choice));
            report.note(choice + " " + what + " at once: " + time.toMillis() + " ms");
            if (time.compareTo(fastest) < 0) {
                best = choice;
                fastest = time;
            }
        }
        return best;
    }

    private SampleObjects inNewNamespaces(RawApi raw, String group) {
        List<String> names = IntStream.range(0, NAMESPACES)
                .mapToObj(i -> namespace(group, i))
                .toList();
        SampleObjects samples = new SampleObjects(label(group), names);
        made.addAll(names);
        try {
            raw.createAll(samples.namespaces(), NAMESPACES);
        } catch (Exception e) {
            throw new IllegalStateException("could not make the namespaces of " + group, e);
        }
        return samples;
    }

    private String namespace(String group, int i) {
        return label(group) + "-" + i;
    }

    private String label(String group) {
        return prefix + "-" + group;
    }

    private static String backup(int size, int run) {
        return "backup-" + size + "-" + run;
    }

    private static void require(boolean condition, Object report) {
        if (!condition) {
            throw new IllegalStateException("not what was to be measured: " + report);
        }
    }
}
