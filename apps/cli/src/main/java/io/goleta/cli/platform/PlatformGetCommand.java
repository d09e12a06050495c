package io.goleta.cli.platform;

import io.goleta.cli.output.Table;
import io.goleta.cli.session.Session;
import io.goleta.core.platform.Profiles;
import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
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
            List<List<String>> rows =
                    host.profiles().all().stream().map(this::row).toList();
            session.out().print(new Table(List.of("NAME", "PODS FOLDER", "PRIVILEGED", "NAMESPACE"), rows).text());
        }
    }

    private List<String> row(PlatformProfile profile) {
        PlatformRequirements needs = profile.needs(ClusterFacts.UNKNOWN, session.namespace());
        return List.of(
                Profiles.shortName(profile),
                profile.isAddition() ? "any" : needs.podsFolder().orElse(KubeletFolder.USUAL_PODS),
                profile.isAddition() ? "any" : needs.privilegedAgent() ? "yes" : "no",
                needs.namespaceAnnotations().isEmpty() ? "-" : Annotations.text(needs.namespaceAnnotations()));
    }
}
