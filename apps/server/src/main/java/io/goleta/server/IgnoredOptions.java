package io.goleta.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Flags of Velero without effect here; accepted so that Deployments written for Velero start. */
final class IgnoredOptions {
    private static final Logger LOGGER = LoggerFactory.getLogger(IgnoredOptions.class);
    private static final String ADAPTS = "the number of concurrent requests adapts to the API server's responses";
    private static final String NO_NATIVE_SNAPSHOTS =
            "volumes are backed up as files, not as snapshots of their provider";
    private static final String NO_OPERATIONS = "there are no operations that outlive a backup";
    private static final Map<String, String> OF_SERVER = ofServer();

    private IgnoredOptions() {}

    private static Map<String, String> ofServer() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("--client-qps", ADAPTS);
        options.put("--client-burst", ADAPTS);
        options.put("--max-concurrent-k8s-connections", ADAPTS);
        options.put("--item-block-worker-count", ADAPTS);
        options.put("--profiler-address", "profile with the tools of the Java runtime (jcmd)");
        options.put("--default-volume-snapshot-locations", NO_NATIVE_SNAPSHOTS);
        options.put("--default-snapshot-move-data", NO_NATIVE_SNAPSHOTS);
        options.put("--uploader-type", "the plugin that selects a volume also names its data mover");
        options.put("--item-operation-sync-frequency", NO_OPERATIONS);
        options.put("--default-item-operation-timeout", NO_OPERATIONS);
        options.put("--resource-timeout", "set --terminating-resource-timeout and --restic-timeout instead");
        options.put("--disable-informer-cache", "objects are always read from the API server");
        return options;
    }

    /** Adds them to the server's command. */
    static void addTo(CommandSpec server) {
        OF_SERVER.forEach((name, reason) -> add(server, name));
        addToEvery(server);
    }

    /** Adds those that every command of Velero has. */
    static void addToEvery(CommandSpec command) {
        add(command, "--colorized");
    }

    private static void add(CommandSpec command, String name) {
        command.addOption(OptionSpec.builder(name)
                .type(String.class)
                .arity("0..1")
                .hidden(true)
                .build());
    }

    /** Logs for each that was given that it has no effect, and why. */
    static void report(CommandSpec command, CommonOptions common) {
        var given = command.commandLine().getParseResult();
        OF_SERVER.forEach((name, reason) -> {
            if (given.hasMatchedOption(name)) {
                LOGGER.info("{} has no effect: {}", name, reason);
            }
        });
        common.features.stream()
                .filter(feature -> !feature.isEmpty())
                .forEach(feature -> LOGGER.info("--features {} has no effect", feature));
    }
}
