package io.goleta.core.plugin;

import io.goleta.core.plugin.PluginHost.LoadedExtension;
import io.goleta.core.plugin.PluginHost.PluginReport;
import io.goleta.spi.error.GoletaException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.pf4j.PluginWrapper;

/** Creates the extensions of one plugin; each is used or rejected by itself. */
final class PluginExtensions {
    private final PluginCandidate candidate;
    private final PluginWrapper plugin;
    private final PluginOrigin origin;
    private final List<LoadedExtension> others;
    private final PluginCalls calls;
    private final List<LoadedExtension> used = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();

    private PluginExtensions(
            PluginCandidate candidate, PluginWrapper plugin, List<LoadedExtension> others, PluginCalls calls) {
        this.candidate = candidate;
        this.plugin = plugin;
        this.origin = PluginOrigin.of(plugin.getPluginClassLoader(), candidate.id(), candidate.file());
        this.others = others;
        this.calls = calls;
    }

    /**
     * Runs code of the plugin.
     *
     * @param others the extensions of other plugins, whose names are taken
     */
    static PluginExtensions load(PluginCandidate candidate, List<LoadedExtension> others, PluginCalls calls)
            throws PluginRejectedException {
        Pf4jPlugins manager = candidate.manager();
        PluginWrapper plugin = manager.start(candidate.content());
        PluginExtensions loading = new PluginExtensions(candidate, plugin, others, calls);
        Set<String> declared = manager.getExtensionClassNames(plugin.getPluginId());
        declared.stream().sorted().forEach(loading::load);
        if (declared.isEmpty()) {
            loading.rejected.add(
                    "it has no extension: no class is listed in META-INF/extensions.idx, which PF4J's annotation"
                            + " processor writes for classes with @Extension; name pf4j among the compiler's annotation processors");
        }
        if (loading.used.isEmpty()) {
            manager.unloadPlugin(plugin.getPluginId());
        }
        return loading;
    }

    List<LoadedExtension> used() {
        return used;
    }

    PluginReport report() {
        return new PluginReport(
                candidate.file(),
                candidate.id(),
                candidate.version(),
                used.stream()
                        .map(extension ->
                                new PluginReport.Extension(extension.kind().title(), extension.name()))
                        .toList(),
                rejected.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", rejected)));
    }

    private void load(String className) {
        try {
            Class<?> type = classOf(className);
            Object extension = instanceOf(type);
            for (ExtensionKind kind : ExtensionKind.of(type)) {
                used.add(named(kind, extension));
            }
        } catch (PluginRejectedException e) {
            rejected.add(e.reason());
        }
    }

    private Class<?> classOf(String className) throws PluginRejectedException {
        Class<?> type;
        try {
            type = plugin.getPluginClassLoader().loadClass(className);
        } catch (ClassNotFoundException e) {
            throw new PluginRejectedException("its extension " + className + " is listed but not in the file");
        } catch (LinkageError e) {
            throw doesNotLink(className, LinkCheck.problem(e));
        }
        if (ExtensionKind.of(type).isEmpty()) {
            throw new PluginRejectedException(
                    "its extension " + className + " implements none of " + ExtensionKind.interfaces());
        }
        Optional<String> problem = LinkCheck.problemOf(type);
        if (problem.isPresent()) {
            throw doesNotLink(className, problem.get());
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
            throw doesNotLink(type.getName(), LinkCheck.problem(e));
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
        return new LoadedExtension(kind, name, candidate.file(), isolated(kind.title() + " " + name, extension));
    }

    private Object isolated(String title, Object extension) {
        return new Isolation(origin, title, calls).wrap(extension);
    }

    private static PluginRejectedException doesNotLink(String className, String problem) {
        return new PluginRejectedException("its extension " + className + " cannot be used: " + problem);
    }
}
