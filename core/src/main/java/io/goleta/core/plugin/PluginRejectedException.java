package io.goleta.core.plugin;

/** A plugin, or one of its extensions, is not used. */
final class PluginRejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    PluginRejectedException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** What the report says. */
    String reason() {
        return reason;
    }
}
