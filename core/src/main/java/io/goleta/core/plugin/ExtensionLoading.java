package io.goleta.core.plugin;

import io.goleta.spi.error.GoletaException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pf4j.PluginWrapper;

/** Creates the extensions of one plugin; each is used or refused by itself. */
final class ExtensionLoading {
    private final Path file;
    private final PluginWrapper plugin;
    private final List<LoadedExtension> others;
    private final List<LoadedExtension> used = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    /**
     * @param others the extensions of other plugins, whose names are taken
     */
    ExtensionLoading(Path file, PluginWrapper plugin, List<LoadedExtension> others) {
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
            throw new PluginRejectedException("its extension " + className + " does not link: " + LinkCheck.problem(e));
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
            throw new PluginRejectedException(
                    kind.title() + " " + name + " is taken by " + owner.get().file() + "; remove one of the two");
        }
        return new LoadedExtension(kind, name, file, isolated(kind.title() + " " + name, extension));
    }

    private Object isolated(String title, Object extension) {
        return new Isolation(plugin.getPluginClassLoader(), plugin.getPluginId(), title).wrap(extension);
    }
}
