package com.example.redact;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.action.BackupDetails;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemActionFactory;
import java.util.List;
import java.util.stream.Stream;
import org.pf4j.Extension;

/**
 * What the host finds in the jar. It is created once, without arguments; everything that belongs to one backup comes with
 * {@link #create}.
 */
@Extension
public final class RedactOnBackup implements BackupItemActionFactory {

    @Override
    public String name() {
        return Redaction.PLUGIN;
    }

    @Override
    public BackupItemAction create(BackupDetails backup, PluginConfig config, PluginContext context) {
        List<String> keys =
                config.value("keys", List.of("password", "token"), "names of keys, like a,b", RedactOnBackup::names);
        String replacement = config.string("replacement", "REDACTED");
        config.verify(); // all bad values and unknown keys in one message, before the first object
        return new RedactAction(keys, replacement);
    }

    private static List<String> names(String text) {
        List<String> names = Stream.of(text.split(",")).map(String::strip).toList();
        if (names.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException(); // PluginConfig tells the user what is allowed
        }
        return names;
    }
}
