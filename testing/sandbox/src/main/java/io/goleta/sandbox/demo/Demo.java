package io.goleta.sandbox.demo;

import io.goleta.sandbox.LocalCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Backup, disaster, restore, comparison. */
final class Demo {

    private final LocalCluster cluster;
    private final Distribution distribution;
    private final DemoScript story;
    private final Path work;

    Demo(LocalCluster cluster, Distribution distribution, DemoScript story, Path work) {
        this.cluster = cluster;
        this.distribution = distribution;
        this.story = story;
        this.work = work;
    }

    /** Tells the story and returns the number of differences it ends with. */
    int run(AwkwardFiles files) throws IOException, InterruptedException {
        install();
        SampleApplication application = application(files);
        ObjectPicture objects = application.objects();
        SortedMap<String, FileTree> volumes = pictures(application.volumes());

        backUp();
        disaster(application);
        restore(application);

        return compare(objects, application.objects(), volumes, pictures(application.volumes()));
    }

    private void install() throws IOException, InterruptedException {
        story.chapter("Installing: definitions, a storage location in a folder, the server, and the agent of the node");
        cluster.create("{apiVersion: v1, kind: Namespace, metadata: {name: velero}}");
        Path buckets = work.resolve("buckets");
        story.command("mkdir -p " + Files.createDirectories(buckets.resolve("demo")));
        distribution.startServer();
        expectSuccess(distribution.velero(
                "backup-location",
                "create",
                "default",
                "--provider",
                "velero.io/filesystem",
                "--bucket",
                "demo",
                "--config",
                "root=" + buckets,
                "--default"));
        distribution.startAgent(cluster.node().name(), cluster.node().podsFolder());
        expectSuccess(distribution.velero("plugin", "get"));
    }

    private SampleApplication application(AwkwardFiles files) throws IOException, InterruptedException {
        story.chapter("An application: namespace " + SampleApplication.NAMESPACE + ", with a claim and an emptyDir");
        SampleApplication application = new SampleApplication(cluster);
        int created = application.create();
        application.awaitRunning();
        story.say(created + " objects created, the pod runs");
        List<String> left = new ArrayList<>();
        for (Map.Entry<String, Path> volume : application.volumes().entrySet()) {
            left.addAll(files.create(volume.getValue()));
            story.say("volume " + volume.getKey() + " filled: " + volume.getValue());
        }
        left.stream().distinct().forEach(reason -> story.say("left out, " + reason));
        return application;
    }

    private void backUp() throws IOException, InterruptedException {
        story.chapter("Backup");
        expectSuccess(distribution.velero(
                "backup", "create", "before", "--include-namespaces", SampleApplication.NAMESPACE, "--wait"));
        expectSuccess(distribution.velero("backup", "get"));
        expectSuccess(distribution.velero("backup", "describe", "before", "--details"));
    }

    private void disaster(SampleApplication application) throws InterruptedException {
        story.chapter("Disaster: the namespace is deleted, and with it its volumes");
        story.command("kubectl delete namespace " + SampleApplication.NAMESPACE);
        application.destroy();
        story.say("gone: the namespace, all objects in it, the volumes and every file");
    }

    private void restore(SampleApplication application) throws IOException, InterruptedException {
        story.chapter("Restore");
        expectSuccess(distribution.velero("restore", "create", "back", "--from-backup", "before", "--wait"));
        application.awaitRunning();
        expectSuccess(distribution.velero("restore", "get"));
    }

    private int compare(
            ObjectPicture objectsBefore,
            ObjectPicture objectsAfter,
            SortedMap<String, FileTree> volumesBefore,
            SortedMap<String, FileTree> volumesAfter) {
        story.chapter("Comparison");
        SortedMap<String, String> all = new TreeMap<>(objectsBefore.differences(objectsAfter));
        List<String[]> rows = new ArrayList<>();
        rows.add(row(
                "objects",
                objectsBefore.objects().size(),
                objectsAfter.objects().size(),
                all.size()));
        volumesBefore.forEach((name, before) -> {
            FileTree after = volumesAfter.getOrDefault(name, new FileTree(new TreeMap<>()));
            SortedMap<String, String> differences = before.differences(after);
            differences.forEach((path, what) -> all.put("volume " + name + ": " + path, what));
            rows.add(row(
                    "files in volume " + name,
                    before.entries().size(),
                    after.entries().size(),
                    differences.size()));
            rows.add(row(
                    "bytes in volume " + name, before.bytes(), after.bytes(), before.bytes() == after.bytes() ? 0 : 1));
        });
        story.table(new String[] {"", "before", "after", "differences"}, rows);
        story.differences(all);
        story.say(all.size() + " differences");
        return all.size();
    }

    private static String[] row(String what, long before, long after, long differences) {
        return new String[] {what, "" + before, "" + after, "" + differences};
    }

    private static SortedMap<String, FileTree> pictures(SortedMap<String, Path> volumes) throws IOException {
        SortedMap<String, FileTree> pictures = new TreeMap<>();
        for (Map.Entry<String, Path> volume : volumes.entrySet()) {
            pictures.put(volume.getKey(), FileTree.of(volume.getValue()));
        }
        return pictures;
    }

    private void expectSuccess(int exitCode) throws IOException {
        if (exitCode != 0) {
            throw new DemoFailure("That command ended with exit code " + exitCode + "." + distribution.complaints());
        }
    }
}
