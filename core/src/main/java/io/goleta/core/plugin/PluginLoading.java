package io.goleta.core.plugin;

import io.goleta.core.plugin.PluginHost.LoadedExtension;
import io.goleta.core.plugin.PluginHost.PluginReport;
import io.goleta.spi.error.GoletaException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
        Extensions loading = new Extensions(file, plugin, extensions);
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

    /** Creates the extensions of one plugin; each is used or refused by itself. */
    private static final class Extensions {
        private final Path file;
        private final PluginWrapper plugin;
        private final List<LoadedExtension> others;
        private final List<LoadedExtension> used = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();

        /**
         * @param others the extensions of other plugins, whose names are taken
         */
        Extensions(Path file, PluginWrapper plugin, List<LoadedExtension> others) {
            this.file = file;
            this.plugin = plugin;
            this.others = others;
        }

        List<LoadedExtension> used() {
            return used;
        }

        void refuse(String reason) {
            refused.add(reason);
        }

        PluginReport report() {
            return new PluginReport(
                    file,
                    plugin.getPluginId(),
                    plugin.getDescriptor().getVersion(),
                    used.stream()
                            .map(extension ->
                                    new PluginReport.Extension(extension.kind().title(), extension.name()))
                            .toList(),
                    refused.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", refused)));
        }

        void load(String className) {
            try {
                Class<?> type = classOf(className);
                Object extension = instanceOf(type);
                for (ExtensionKind kind : ExtensionKind.of(type)) {
                    used.add(named(kind, extension));
                }
            } catch (PluginRejectedException e) {
                refuse(e.reason());
            }
        }

        private Class<?> classOf(String className) throws PluginRejectedException {
            Class<?> type;
            try {
                type = plugin.getPluginClassLoader().loadClass(className);
            } catch (ClassNotFoundException e) {
                throw new PluginRejectedException("its extension " + className + " is listed but not in the file");
            } catch (LinkageError e) {
                throw new PluginRejectedException(
                        "its extension " + className + " does not link: " + LinkCheck.problem(e));
            }
            if (ExtensionKind.of(type).isEmpty()) {
                throw new PluginRejectedException(
                        "its extension " + className + " implements none of " + ExtensionKind.interfaces());
            }
            Optional<String> problem = LinkCheck.problemOf(type);
            if (problem.isPresent()) {
                throw new PluginRejectedException("its extension " + className + " does not link: " + problem.get());
            }
            return type;
        }

        private Object instanceOf(Class<?> type) throws PluginRejectedException {
            try (ContextLoader _ = ContextLoader.use(plugin.getPluginClassLoader())) {
                return type.getConstructor().newInstance();
            } catch (InvocationTargetException e) {
                throw new PluginRejectedException(
                        "the constructor of its extension " + type.getName() + " failed with " + e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new PluginRejectedException("its extension " + type.getName()
                        + " is no public class with a public constructor without parameters");
            } catch (LinkageError e) {
                throw new PluginRejectedException(
                        "its extension " + type.getName() + " does not link: " + LinkCheck.problem(e));
            }
        }

        private LoadedExtension named(ExtensionKind kind, Object extension) throws PluginRejectedException {
            String className = extension.getClass().getName();
            Object nameless = isolated(kind.title() + " " + className, extension);
            String name;
            try {
                name = kind.nameOf(nameless);
            } catch (GoletaException e) {
                throw new PluginRejectedException(String.valueOf(e.getMessage()));
            }
            PluginName.verify(name);
            Optional<LoadedExtension> owner = Stream.concat(others.stream(), used.stream())
                    .filter(other -> other.kind() == kind && other.name().equals(name))
                    .findFirst();
            if (owner.isPresent()) {
                throw new PluginRejectedException(kind.title() + " " + name + " is taken by "
                        + owner.get().file() + "; remove one of the two");
            }
            return new LoadedExtension(kind, name, file, isolated(kind.title() + " " + name, extension));
        }

        private Object isolated(String title, Object extension) {
            return new Isolation(plugin.getPluginClassLoader(), plugin.getPluginId(), title).wrap(extension);
        }
    }
}
