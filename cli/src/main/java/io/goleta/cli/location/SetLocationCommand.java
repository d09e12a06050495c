package io.goleta.cli.location;

import io.goleta.cli.session.Session;
import io.goleta.cli.session.VeleroKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velero backup-location set NAME}. Velero resets what no flag names; here it stays as it is. */
public final class SetLocationCommand implements Runnable {
    private final Session session;

    @Parameters(paramLabel = "NAME", description = "The location.")
    private String name = "";

    @Option(
            names = "--cacert",
            paramLabel = "FILE",
            description = "Certificates (PEM) that vouch for the object store.")
    @Nullable
    private String caCert;

    @Option(
            names = "--credential",
            split = ",",
            paramLabel = "SECRET=KEY",
            description = "The secret, and the key in it, that hold the credentials.")
    private List<String> credential = List.of();

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
        if (caCert != null) {
            spec.put(
                    "objectStorage",
                    Map.of(
                            "caCert",
                            LocationChanges.certificates(
                                    session.environment().workingDirectory().resolve(caCert))));
        }
        if (!credential.isEmpty()) {
            spec.put("credential", LocationChanges.credential(credential));
        }
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
