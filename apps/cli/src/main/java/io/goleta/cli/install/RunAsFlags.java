package io.goleta.cli.install;

import io.goleta.cli.install.manifest.Installation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags about what the pods run as. */
final class RunAsFlags {
    @Option(
            names = "--service-account-name",
            paramLabel = "NAME",
            description =
                    "An existing service account for server and agents, which gets the rights of both (own accounts).")
    @Nullable
    String serviceAccount;

    @Option(
            names = "--server-priority-class-name",
            paramLabel = "NAME",
            description = "The priority class of the server (the cluster's default).")
    @Nullable
    String serverPriorityClass;

    @Option(
            names = "--node-agent-priority-class-name",
            paramLabel = "NAME",
            description = "The priority class of the agents (the cluster's default).")
    @Nullable
    String agentPriorityClass;

    Installation.RunAs settings() {
        return new Installation.RunAs(given(serviceAccount), given(serverPriorityClass), given(agentPriorityClass));
    }

    private static Optional<String> given(@Nullable String name) {
        return Optional.ofNullable(name).filter(text -> !text.isBlank());
    }
}
