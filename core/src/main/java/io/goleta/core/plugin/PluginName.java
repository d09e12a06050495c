package io.goleta.core.plugin;

import java.util.regex.Pattern;

/** Names of extensions: {@code <DNS subdomain>/<name>}, which is also the label key of the extension's ConfigMap. */
final class PluginName {
    private static final String DEFAULT_DOMAIN = "velero.io/";
    private static final int LONGEST_DOMAIN = 253;
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

    private PluginName() {}

    /** The full name of what a user may write without its domain: {@code aws} is {@code velero.io/aws}. */
    static String qualified(String name) {
        return name.contains("/") ? name : DEFAULT_DOMAIN + name;
    }

    /** Accepts a valid name; otherwise the exception has Velero's message where Velero has one. */
    static void verify(String name) throws PluginRejectedException {
        String[] parts = name.split("/", -1);
        if (parts.length != 2) {
            throw new PluginRejectedException(
                    "plugin name must have exactly two parts separated by a `/`. " + name + " is invalid");
        }
        if (parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new PluginRejectedException(
                    "both parts of the plugin name must be non-empty. " + name + " is invalid");
        }
        if (parts[0].length() > LONGEST_DOMAIN || !DOMAIN.matcher(parts[0]).matches()) {
            throw new PluginRejectedException(
                    "first part of the plugin name must be a valid DNS subdomain. " + name + " is invalid");
        }
        if (!LABEL.matcher(parts[1]).matches()) {
            throw new PluginRejectedException(
                    "second part of the plugin name must be usable in a label (at most 63 letters,"
                            + " digits, -, _ and .), or no ConfigMap could be labelled with it. " + name
                            + " is invalid");
        }
    }
}
