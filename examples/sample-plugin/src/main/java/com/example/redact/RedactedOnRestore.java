package com.example.redact;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.action.RestoreDetails;
import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemActionFactory;
import org.pf4j.Extension;

/** The second extension of this plugin. A jar may hold any number, of any kinds. */
@Extension
public final class RedactedOnRestore implements RestoreItemActionFactory {

    @Override
    public String name() {
        return Redaction.PLUGIN;
    }

    @Override
    public RestoreItemAction create(RestoreDetails restore, PluginConfig config, PluginContext context) {
        boolean skip = config.bool("skipRedacted", false);
        config.verify();
        return new RedactedAction(skip);
    }
}
