package io.goleta.server;

import io.goleta.server.controller.ControllerNames;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Flags of Velero without effect here; accepted so that Deployments written for Velero start. */
final class IgnoredOptions {
    private static final Logger LOGGER = LoggerFactory.getLogger(IgnoredOptions.class);
    private static final String ADAPTS = "the number of concurrent requests adapts to the API server's responses";
    private static final String NO_NATIVE_SNAPSHOTS =
            "volumes are backed up as files, not as snapshots of their provider";
    private static final String NO_OPERATIONS = "there are no operations that outlive a backup";
    private static final String NO_JOBS = "the server itself maintains repositories, with its own resources";
    private static final String CONFIG_MAP =
            "the ConfigMap is not read; \"velero plugin config get\" shows those that are";
    private static final String NO_DATA_UPLOADS = "volumes are read on their nodes, not through snapshots";
    private static final Map<String, String> OF_SERVER = ofServer();
    private static final Map<String, String> OF_AGENT = Map.of(
            "--resource-timeout", "there is nothing that it would limit",
            "--data-mover-prepare-timeout", NO_DATA_UPLOADS,
            "--node-agent-configmap", CONFIG_MAP,
            "--backup-repository-configmap", CONFIG_MAP);

    private IgnoredOptions() {}

    private static Map<String, String> ofServer() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("--client-qps", ADAPTS);
        options.put("--client-burst", ADAPTS);
        options.put("--max-concurrent-k8s-connections", ADAPTS);
        options.put("--item-block-worker-count", ADAPTS);
        options.put("--concurrent-backups", "up to four backups are made at once");
        options.put("--profiler-address", "profile with the tools of the Java runtime (jcmd)");
        options.put("--default-volume-snapshot-locations", NO_NATIVE_SNAPSHOTS);
        options.put("--default-snapshot-move-data", NO_NATIVE_SNAPSHOTS);
        options.put("--volume-group-snapshot-label-key", NO_NATIVE_SNAPSHOTS);
        options.put("--uploader-type", "the plugin that selects a volume also names its data mover");
        options.put("--item-operation-sync-frequency", NO_OPERATIONS);
        options.put("--default-item-operation-timeout", NO_OPERATIONS);
        options.put("--resource-timeout", "set --terminating-resource-timeout and --restic-timeout instead");
        options.put("--disable-informer-cache", "objects are always read from the API server");
        options.put("--node-agent-configmap", CONFIG_MAP);
        options.put("--backup-repository-configmap", CONFIG_MAP);
        options.put("--repo-maintenance-job-configmap", CONFIG_MAP);
        options.put("--keep-latest-maintenance-jobs", NO_JOBS);
        for (String resource : List.of("cpu-request", "cpu-limit", "mem-request", "mem-limit")) {
            options.put("--maintenance-job-" + resource, NO_JOBS);
        }
        return options;
    }

    /** Adds them to the server's command. */
    static void addTo(CommandSpec server) {
        OF_SERVER.forEach((name, reason) -> add(server, name));
        addToEvery(server);
    }

    /** Adds them to the agent's command. */
    static void addToAgent(CommandSpec agent) {
        OF_AGENT.keySet().forEach(name -> add(agent, name));
        addToEvery(agent);
    }

    /** Adds those that every command of Velero has. */
    private static void addToEvery(CommandSpec command) {
        add(command, "--colorized");
    }

    private static void add(CommandSpec command, String name) {
        command.addOption(OptionSpec.builder(name)
                .type(String.class)
                .arity("0..1")
                .hidden(true)
                .build());
    }

    /**
     * Logs for each that was given that it has no effect, and why.
     *
     * @throws GoletaException USER for a value that asks for what cannot be done
     */
    static void report(CommandSpec command, CommonOptions common) {
        var given = command.commandLine().getParseResult();
        refuseOtherUploaders(given);
        Map<String, String> options = command.userObject() instanceof AgentCommand ? OF_AGENT : OF_SERVER;
        options.forEach((name, reason) -> {
            if (given.hasMatchedOption(name)) {
                LOGGER.info("{} has no effect: {}", name, reason);
            }
        });
        common.features.stream()
                .filter(feature -> !feature.isEmpty())
                .forEach(feature -> LOGGER.info("--features {} has no effect", feature));
    }

    /** Logs for each controller that was disabled and does not exist here that this has no effect. */
    static void reportControllers(Collection<String> disabled) {
        ControllerNames.withoutEffect(disabled)
                .forEach(name ->
                        LOGGER.warn("--disable-controllers {} has no effect: there is no such controller", name));
    }

    private static void refuseOtherUploaders(ParseResult given) {
        String uploader = given.matchedOptionValue("--uploader-type", "restic");
        if (!uploader.equals("restic")) {
            throw new GoletaException(
                    Fault.USER,
                    "--uploader-type must be restic, not \"" + uploader
                            + "\": Goleta stores pod volumes in restic repositories");
        }
    }
}
