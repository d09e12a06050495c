package io.goleta.cli.platform;

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

    /** A command that looks at this session's cluster. */
    public PlatformDetectCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        Platform platform = new PlatformFinder(session, options).platform(List.of());
        PlatformRequirements needs = platform.needs();
        PrintStream out = session.out();
        platform.reasons().forEach(out::println);
        out.println();
        out.println("Pods folder:  " + needs.podsFolder().orElse(KubeletFolder.USUAL_PODS));
        out.println("Agents:       " + (needs.privilegedAgent() ? "privileged" : "not privileged"));
        if (!needs.namespaceAnnotations().isEmpty()) {
            out.println("Namespace:    " + Annotations.text(needs.namespaceAnnotations()));
        }
        out.println("Installed:    " + installed(needs.podsFolder().orElse(KubeletFolder.USUAL_PODS)));
        List<String> steps = ManualSteps.left(needs, needs.changes());
        if (!steps.isEmpty()) {
            out.println("\nOnly you can do:");
            steps.forEach(out::println);
        }
    }

    private String installed(String wanted) {
        Optional<String> folder;
        try {
            folder = session.cluster()
                    .get(new ItemId(DAEMON_SETS, session.namespace(), "restic"))
                    .map(agents -> agents.string("spec", "template", "spec", "volumes", "0", "hostPath", "path")
                            .orElse(""));
        } catch (ApiException e) {
            return "unknown, the DaemonSet cannot be read: " + e.getMessage();
        }
        if (folder.isEmpty()) {
            return "no agents in namespace " + session.namespace();
        }
        return folder.get().equals(wanted)
                ? "agents that look there"
                : "agents that look at " + folder.get()
                        + "; \"velero install --apply\" with the flags of the installation repairs it";
    }
}
