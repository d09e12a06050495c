package io.goleta.cli.platform;

import io.goleta.cli.output.Cells;
import io.goleta.cli.output.Table;
import io.goleta.cli.session.Session;
import io.goleta.core.platform.PlatformProfiles;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;

/** {@code velero platform get}. */
public final class PlatformGetCommand implements Runnable {
    private final Session session;

    @Mixin
    private final ProfileOptions options = new ProfileOptions();

    /** A command that needs no cluster. */
    public PlatformGetCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        try (ProfileHost host = ProfileHost.load(session.environment(), options)) {
            List<List<String>> rows = new ArrayList<>();
            for (PlatformProfile profile : host.profiles().all()) {
                try {
                    rows.add(row(profile));
                } catch (GoletaException e) {
                    session.environment()
                            .terminal()
                            .err()
                            .println("WARNING: profile " + PlatformProfiles.shortName(profile) + " is left out: "
                                    + e.getMessage());
                }
            }
            session.out().print(new Table(List.of("NAME", "PODS DIRECTORY", "PRIVILEGED", "NAMESPACE"), rows).text());
        }
    }

    private List<String> row(PlatformProfile profile) {
        PlatformRequirements requirements = profile.requirements(ClusterFacts.UNKNOWN, session.namespace());
        return List.of(
                PlatformProfiles.shortName(profile),
                profile.isAddOn() ? "any" : requirements.effectivePodsDirectory(),
                profile.isAddOn() ? "any" : requirements.privilegedAgent() ? "yes" : "no",
                requirements.namespaceAnnotations().isEmpty()
                        ? "-"
                        : Cells.annotations(requirements.namespaceAnnotations()));
    }
}
