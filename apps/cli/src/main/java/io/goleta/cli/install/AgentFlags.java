package io.goleta.cli.install;

import io.goleta.cli.install.manifest.Installation;
import io.goleta.cli.install.manifest.PodResources;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.platform.PlatformRequirements;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of the node agents. */
final class AgentFlags {
    private static final String WRITABLE = ":rw";

    @Option(
            names = {"--use-restic", "--use-node-agent"},
            description = "Run an agent on each node, which backs up and restores pod volumes.")
    boolean wanted;

    @Option(
            names = "--uploader-type",
            paramLabel = "NAME",
            description = "The uploader of pod volumes; only restic is supported.")
    String uploader = "restic";

    @Option(
            names = {"--restic-pod-cpu-request", "--node-agent-pod-cpu-request"},
            paramLabel = "QUANTITY",
            description = "CPU request of an agent (500m).")
    String cpuRequest = PodResources.AGENT.cpuRequest();

    @Option(
            names = {"--restic-pod-mem-request", "--node-agent-pod-mem-request"},
            paramLabel = "QUANTITY",
            description = "Memory request of an agent (512Mi).")
    String memoryRequest = PodResources.AGENT.memoryRequest();

    @Option(
            names = {"--restic-pod-cpu-limit", "--node-agent-pod-cpu-limit"},
            paramLabel = "QUANTITY",
            description = "CPU limit of an agent; 0 for none (1000m).")
    String cpuLimit = PodResources.AGENT.cpuLimit();

    @Option(
            names = {"--restic-pod-mem-limit", "--node-agent-pod-mem-limit"},
            paramLabel = "QUANTITY",
            description = "Memory limit of an agent; 0 for none (1Gi).")
    String memoryLimit = PodResources.AGENT.memoryLimit();

    @Option(
            names = "--privileged-node-agent",
            description =
                    "Run the agents privileged, for platforms on which only privileged containers can read the volumes of"
                            + " other pods (the platform's default).")
    @Nullable
    Boolean privileged;

    @Option(
            names = "--kubelet-root-dir",
            paramLabel = "DIRECTORY",
            description =
                    "The kubelet's root directory on the nodes (the platform's default, usually /var/lib/kubelet).")
    @Nullable
    String kubeletFolder;

    @Option(names = "--node-agent-on-all-nodes", description = "Run agents also on tainted nodes.")
    boolean onAllNodes;

    @Option(
            names = "--allow-host-path",
            paramLabel = "DIRECTORY[:rw]",
            description =
                    "Mount a directory of each node read-only into its agent, so that annotated hostPath volumes in it can"
                            + " be backed up; with :rw writable, so that they can also be restored. Repeatable.")
    List<String> hostPaths = List.of();

    /** @param platform the defaults of the flags that are not given */
    Optional<Installation.Agent> settings(PlatformRequirements platform) {
        if (!uploader.equals("restic")) {
            throw new GoletaException(
                    Fault.USER,
                    "--uploader-type must be restic, not \"" + uploader
                            + "\": Goleta stores pod volumes in restic repositories");
        }
        Installation.Agent settings = new Installation.Agent(
                new PodResources(cpuRequest, memoryRequest, cpuLimit, memoryLimit),
                podsDirectory(platform),
                privileged == null ? platform.privilegedAgent() : privileged,
                onAllNodes,
                platform.namespaceAnnotations(),
                hostPaths());
        return wanted ? Optional.of(settings) : Optional.empty();
    }

    private List<Installation.AllowedHostPath> hostPaths() {
        List<Installation.AllowedHostPath> directories =
                hostPaths.stream().map(AgentFlags::hostFolder).distinct().toList();
        for (Installation.AllowedHostPath directory : directories) {
            if (directory.writable()
                    && directories.contains(new Installation.AllowedHostPath(directory.path(), false))) {
                throw new GoletaException(
                        Fault.USER,
                        "--allow-host-path was given " + directory.path() + " with and without :rw; give it once");
            }
        }
        return directories;
    }

    private static Installation.AllowedHostPath hostFolder(String argument) {
        boolean writable = argument.endsWith(WRITABLE);
        String text = writable ? argument.substring(0, argument.length() - WRITABLE.length()) : argument;
        Path path = Path.of(text);
        if (!path.isAbsolute() || !path.normalize().equals(path) || path.getNameCount() == 0 || text.contains(":")) {
            throw new GoletaException(
                    Fault.USER,
                    "--allow-host-path must be an absolute path without \"..\" and \":\", and not the root directory,"
                            + " not \"" + argument + "\"");
        }
        return new Installation.AllowedHostPath(path.toString(), writable);
    }

    private String podsDirectory(PlatformRequirements platform) {
        if (kubeletFolder == null) {
            return platform.effectivePodsDirectory();
        }
        if (!kubeletFolder.startsWith("/")) {
            throw new GoletaException(
                    Fault.USER, "--kubelet-root-dir must be an absolute path, not \"" + kubeletFolder + "\"");
        }
        return kubeletFolder.replaceAll("/+$", "") + "/pods";
    }
}
