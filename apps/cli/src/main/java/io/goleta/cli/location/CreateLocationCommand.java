package io.goleta.cli.location;

import io.goleta.cli.flag.DurationFlag;
import io.goleta.cli.flag.KeyValues;
import io.goleta.cli.output.ObjectPrinter;
import io.goleta.cli.output.OutputFormat;
import io.goleta.cli.output.OutputOptions;
import io.goleta.cli.session.Session;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.GoDuration;
import io.goleta.spi.item.KubernetesObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velero backup-location create NAME}. */
public final class CreateLocationCommand implements Runnable {
    private final Session session;

    @Parameters(paramLabel = "NAME", description = "The location.")
    private String name = "";

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description = "The object store provider, for example aws (required).")
    private String provider = "";

    @Option(names = "--bucket", paramLabel = "NAME", description = "The bucket (required).")
    private String bucket = "";

    @Option(names = "--prefix", paramLabel = "PATH", description = "Prefix of all keys in the bucket.")
    private String prefix = "";

    @Option(names = "--config", split = ",", paramLabel = "KEY=VALUE", description = "Settings of the object store.")
    private List<String> config = List.of();

    @Mixin
    private final AccessOptions access = new AccessOptions();

    @Option(names = "--access-mode", paramLabel = "MODE", description = "ReadWrite or ReadOnly (ReadWrite).")
    private String accessMode = "ReadWrite";

    @Option(names = "--default", description = "Make it the default location.")
    private boolean makeDefault;

    @Option(
            names = "--backup-sync-period",
            paramLabel = "DURATION",
            description = "Interval of syncing backups from the bucket; 0 for never.")
    @Nullable
    private String syncPeriod;

    @Option(
            names = "--validation-frequency",
            paramLabel = "DURATION",
            description = "Interval of validating the location; 0 for never.")
    @Nullable
    private String validationFrequency;

    @Option(names = "--labels", split = ",", paramLabel = "KEY=VALUE", description = "Labels of the location.")
    private List<String> labels = List.of();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** A command that creates in this session's cluster. */
    public CreateLocationCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        Optional<OutputFormat> format = output.format();
        KubernetesObject draft = draft();
        if (format.isPresent()) {
            ObjectPrinter printer =
                    new ObjectPrinter(VeleroKind.BACKUP_STORAGE_LOCATION, new LocationTable(session.clock()), output);
            session.out().print(printer.list(List.of(draft), format.get()));
            return;
        }
        if (makeDefault) {
            LocationChanges.clearDefault(session.velero(), name);
        }
        session.velero().create(VeleroKind.BACKUP_STORAGE_LOCATION, draft);
        session.out().println("Backup storage location \"" + name + "\" configured successfully.");
    }

    private KubernetesObject draft() {
        if (provider.isEmpty()) {
            throw LocationChanges.wrong("--provider is required");
        }
        if (bucket.isEmpty()) {
            throw LocationChanges.wrong("--bucket is required");
        }
        if (!accessMode.equals("ReadWrite") && !accessMode.equals("ReadOnly")) {
            throw LocationChanges.wrong(
                    "invalid argument for --access-mode: " + accessMode + " is neither ReadWrite nor ReadOnly");
        }
        return VeleroObjects.draft(
                VeleroKind.BACKUP_STORAGE_LOCATION,
                session.namespace(),
                name,
                KeyValues.parse("--labels", labels),
                spec());
    }

    private Map<String, Object> spec() {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("provider", provider);
        spec.put("objectStorage", objectStorage());
        spec.put("accessMode", accessMode);
        if (makeDefault) {
            spec.put("default", true);
        }
        if (!config.isEmpty()) {
            spec.put("config", KeyValues.parse("--config", config));
        }
        access.addTo(spec);
        if (syncPeriod != null) {
            spec.put("backupSyncPeriod", GoDuration.format(DurationFlag.parse("--backup-sync-period", syncPeriod)));
        }
        if (validationFrequency != null) {
            spec.put(
                    "validationFrequency",
                    GoDuration.format(DurationFlag.parse("--validation-frequency", validationFrequency)));
        }
        return spec;
    }

    private Map<String, Object> objectStorage() {
        Map<String, Object> storage = new LinkedHashMap<>();
        storage.put("bucket", bucket);
        if (!prefix.isEmpty()) {
            storage.put("prefix", prefix);
        }
        access.certificates(session.environment().workingDirectory())
                .ifPresent(certificates -> storage.put("caCert", certificates));
        return storage;
    }
}
