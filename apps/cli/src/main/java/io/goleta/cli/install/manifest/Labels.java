package io.goleta.cli.install.manifest;

import java.util.Map;

/** Labels of what is installed. */
public final class Labels {
    /** On every object; {@code velero uninstall} finds the custom resource definitions by it. */
    public static final Map<String, String> COMPONENT = Map.of("component", "velero");

    private Labels() {}
}
