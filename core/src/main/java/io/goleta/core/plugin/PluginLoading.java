package io.goleta.core.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginWrapper;

/** Loads one file after the other; each is used or refused by itself, and of two that claim one name the first wins. */
final class PluginLoading {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final Pf4jPlugins manager;
    private final Path workDirectory;
    private final Map<String, Path> plugins = new HashMap<>();
    private final List<LoadedExtension> extensions = new ArrayList<>();
    private final List<PluginReport> reports = new ArrayList<>();

    PluginLoading(Pf4jPlugins manager, Path workDirectory) {
        this.manager = manager;
        this.workDirectory = workDirectory;
    }

    List<LoadedExtension> extensions() {
        return List.copyOf(extensions);
    }

    List<PluginReport> reports() {
        return List.copyOf(reports);
    }

    void load(Path file) {
        String id = file.getFileName().toString();
        String version = "";
        try {
            Path plugin = PluginArchive.prepare(file, workDirectory);
            PluginDescriptor descriptor = manager.describe(plugin);
            id = descriptor.getPluginId();
            version = descriptor.getVersion();
            verify(descriptor, plugin);
            reports.add(use(file, manager.start(plugin)));
        } catch (PluginRejectedException e) {
            reports.add(new PluginReport(file, id, version, List.of(), Optional.of(e.reason())));
        }
    }

    private void verify(PluginDescriptor descriptor, Path plugin) throws PluginRejectedException {
        String id = descriptor.getPluginId();
        if (!ID.matcher(id).matches()) {
            throw new PluginRejectedException(
                    "its Plugin-Id \"" + id + "\" holds more than letters, digits, -, _ and .");
        }
        Path owner = plugins.get(id);
        if (owner != null) {
            throw new PluginRejectedException(
                    "the plugin id " + id + " is taken by " + owner + "; remove one of the two files");
        }
        if (!descriptor.getDependencies().isEmpty()) {
            throw new PluginRejectedException(
                    "it has Plugin-Dependencies, but plugins cannot use one another; its jar must bring along all it needs");
        }
        manager.verifyRequirement(descriptor, plugin);
    }

    private PluginReport use(Path file, PluginWrapper plugin) {
        Set<String> declared = manager.getExtensionClassNames(plugin.getPluginId());
        ExtensionLoading loading = new ExtensionLoading(file, plugin, extensions);
        declared.stream().sorted().forEach(loading::load);
        if (declared.isEmpty()) {
            loading.refuse(
                    "it has no extension: no class is listed in META-INF/extensions.idx, which PF4J's annotation"
                            + " processor writes for classes with @Extension; name pf4j among the compiler's annotation processors");
        }
        if (loading.used().isEmpty()) {
            manager.unloadPlugin(plugin.getPluginId());
        } else {
            plugins.put(plugin.getPluginId(), file);
            extensions.addAll(loading.used());
        }
        return loading.report();
    }
}
