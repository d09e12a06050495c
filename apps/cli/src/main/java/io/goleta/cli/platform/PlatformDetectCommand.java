package io.goleta.cli.platform;

import io.goleta.cli.output.Cells;
import io.goleta.cli.session.Session;
import io.goleta.core.kube.ApiException;
import io.goleta.core.platform.Platform;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.platform.PlatformRequirements;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** {@code velero platform detect}. */
public final class PlatformDetectCommand implements Runnable {
    private static final GroupResource DAEMON_SETS = new GroupResource("apps", "daemonsets");

    private final Session session;

    @Mixin
    private final ProfileOptions options = new ProfileOptions();

    /** A command that inspects this session's cluster. */
    public PlatformDetectCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        Platform platform = new PlatformFinder(session, options).platform(List.of());
        PlatformRequirements requirements = platform.requirements();
        PrintStream out = session.out();
        platform.reasons().forEach(out::println);
        out.println();
        out.println("Pods directory:  " + requirements.effectivePodsDirectory());
        out.println("Agents:          " + (requirements.privilegedAgent() ? "privileged" : "not privileged"));
        if (!requirements.namespaceAnnotations().isEmpty()) {
            out.println("Namespace:       " + Cells.annotations(requirements.namespaceAnnotations()));
        }
        out.println("Installed:       " + installed(requirements.effectivePodsDirectory()));
        List<String> steps = ManualSteps.lines(requirements, requirements.patches());
        if (!steps.isEmpty()) {
            out.println("\nManual steps required:");
            steps.forEach(out::println);
        }
    }

    private String installed(String wanted) {
        Optional<String> directory;
        try {
            directory = session.cluster()
                    .get(new ItemId(DAEMON_SETS, session.namespace(), "restic"))
                    .map(agents -> agents.string("spec", "template", "spec", "volumes", "0", "hostPath", "path")
                            .orElse(""));
        } catch (ApiException e) {
            return "unknown, cannot read the DaemonSet: " + e.getMessage();
        }
        if (directory.isEmpty()) {
            return "no agents in namespace " + session.namespace();
        }
        return directory.get().equals(wanted)
                ? "agents with this pods directory"
                : "agents with pods directory " + directory.get()
                        + "; run \"velero install --apply\" with the flags of the installation to fix it";
    }
}
