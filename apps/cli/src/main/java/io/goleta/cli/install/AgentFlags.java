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
            description = "Run an agent on each node, which backs up and restores the files in volumes.")
    boolean wanted;

    @Option(
            names = "--uploader-type",
            paramLabel = "NAME",
            description = "What moves the files: restic, and nothing else.")
    String uploader = "restic";

    @Option(
            names = {"--restic-pod-cpu-request", "--node-agent-pod-cpu-request"},
            paramLabel = "QUANTITY",
            description = "CPU an agent asks for (500m).")
    String cpuRequest = PodResources.AGENT.cpuRequest();

    @Option(
            names = {"--restic-pod-mem-request", "--node-agent-pod-mem-request"},
            paramLabel = "QUANTITY",
            description = "Memory an agent asks for (512Mi).")
    String memoryRequest = PodResources.AGENT.memoryRequest();

    @Option(
            names = {"--restic-pod-cpu-limit", "--node-agent-pod-cpu-limit"},
            paramLabel = "QUANTITY",
            description = "CPU an agent may use; 0 for no limit (1000m).")
    String cpuLimit = PodResources.AGENT.cpuLimit();

    @Option(
            names = {"--restic-pod-mem-limit", "--node-agent-pod-mem-limit"},
            paramLabel = "QUANTITY",
            description = "Memory an agent may use; 0 for no limit (1Gi).")
    String memoryLimit = PodResources.AGENT.memoryLimit();

    @Option(
            names = "--privileged-node-agent",
            description = "Run the agents privileged, for platforms that let nobody else read the volumes of pods"
                    + " (what --platform says).")
    @Nullable
    Boolean privileged;

    @Option(
            names = "--kubelet-root-dir",
            paramLabel = "FOLDER",
            description = "The kubelet's folder on the nodes (what --platform says; usually /var/lib/kubelet).")
    @Nullable
    String kubeletFolder;

    @Option(names = "--node-agent-on-all-nodes", description = "Run agents on nodes with taints, too.")
    boolean onAllNodes;

    @Option(
            names = "--allow-host-path",
            paramLabel = "FOLDER[:rw]",
            description =
                    "Mount a folder of each node read-only into its agent, so that hostPath volumes in it can be backed"
                            + " up by pods that ask for it; with :rw writable, so that they can be restored, too. May be"
                            + " given several times.")
    List<String> hostPaths = List.of();

    /** @param platform what flags need not say */
    Optional<Installation.Agent> settings(PlatformRequirements platform) {
        if (!uploader.equals("restic")) {
            throw new GoletaException(
                    Fault.USER,
                    "--uploader-type must be restic, not \"" + uploader
                            + "\": Goleta keeps the files of volumes in restic repositories, and in no others");
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
        List<Installation.AllowedHostPath> folders =
                hostPaths.stream().map(AgentFlags::hostFolder).distinct().toList();
        for (Installation.AllowedHostPath folder : folders) {
            if (folder.writable() && folders.contains(new Installation.AllowedHostPath(folder.path(), false))) {
                throw new GoletaException(
                        Fault.USER,
                        "--allow-host-path was given " + folder.path() + " with and without :rw; decide for one");
            }
        }
        return folders;
    }

    private static Installation.AllowedHostPath hostFolder(String argument) {
        boolean writable = argument.endsWith(WRITABLE);
        String text = writable ? argument.substring(0, argument.length() - WRITABLE.length()) : argument;
        Path path = Path.of(text);
        if (!path.isAbsolute() || !path.normalize().equals(path) || path.getNameCount() == 0 || text.contains(":")) {
            throw new GoletaException(
                    Fault.USER,
                    "--allow-host-path must be an absolute path without \"..\" and \":\", and not the whole node,"
                            + " unlike \"" + argument + "\"");
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
