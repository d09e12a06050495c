package io.goleta.cli.location;

import io.goleta.cli.session.Session;
import io.goleta.core.api.VeleroKind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velero backup-location set NAME}. Unlike Velero, it leaves fields without a flag unchanged. */
public final class SetLocationCommand implements Runnable {
    private final Session session;

    @Parameters(paramLabel = "NAME", description = "The location.")
    private String name = "";

    @Mixin
    private final AccessOptions access = new AccessOptions();

    @Option(names = "--default", description = "Whether it is the default location.")
    @Nullable
    private Boolean makeDefault;

    /** A command that changes this session's cluster. */
    public SetLocationCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        Map<String, Object> spec = new LinkedHashMap<>();
        access.certificates(session.environment().workingDirectory())
                .ifPresent(certificates -> spec.put("objectStorage", Map.of("caCert", certificates)));
        access.addTo(spec);
        if (makeDefault != null) {
            spec.put("default", makeDefault);
        }
        session.velero().require(VeleroKind.BACKUP_STORAGE_LOCATION, name);
        if (Boolean.TRUE.equals(makeDefault)) {
            LocationChanges.clearDefault(session.velero(), name);
        }
        session.velero().patch(VeleroKind.BACKUP_STORAGE_LOCATION, name, Map.of("spec", spec));
        session.out().println("Backup storage location \"" + name + "\" configured successfully.");
    }
}
