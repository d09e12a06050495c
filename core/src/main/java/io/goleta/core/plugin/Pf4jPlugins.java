package io.goleta.core.plugin;

import io.goleta.spi.SpiVersion;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pf4j.DefaultPluginManager;
import org.pf4j.Plugin;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginManager;
import org.pf4j.PluginRepository;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PluginStatusProvider;
import org.pf4j.PluginWrapper;
import org.pf4j.RuntimeMode;
import org.pf4j.util.FileUtils;

/** PF4J, restricted: loads only the files it is given, hides the host's classes and writes nothing. */
final class Pf4jPlugins extends DefaultPluginManager {

    Pf4jPlugins(Path workDirectory) {
        super(List.of(workDirectory));
        setSystemVersion(SpiVersion.CURRENT);
    }

    /** Reads the plugin's descriptor. */
    PluginDescriptor describe(Path plugin) throws PluginRejectedException {
        PluginDescriptor descriptor;
        try {
            descriptor = getPluginDescriptorFinder().find(plugin);
        } catch (RuntimeException e) {
            throw new PluginRejectedException("its descriptor cannot be read: " + e.getMessage());
        }
        if (descriptor == null || isBlank(descriptor.getPluginId())) {
            throw new PluginRejectedException("it has no Plugin-Id in its manifest");
        }
        if (isBlank(descriptor.getVersion())) {
            throw new PluginRejectedException("it has no Plugin-Version in its manifest");
        }
        return descriptor;
    }

    /** Rejects a plugin that asks for another version of the SPI. */
    void verifyRequirement(PluginDescriptor descriptor, Path plugin) throws PluginRejectedException {
        String requires = descriptor.getRequires();
        boolean satisfied;
        try {
            satisfied = isPluginValid(createPluginWrapper(descriptor, plugin, ClassLoader.getPlatformClassLoader()));
        } catch (RuntimeException e) {
            throw new PluginRejectedException(
                    "its Plugin-Requires \"" + requires + "\" is not a version range such as >=0.1.0");
        }
        if (!satisfied) {
            throw new PluginRejectedException("it requires SPI " + requires + " but this is " + getSystemVersion());
        }
    }

    /** Loads and starts a plugin; one that does not start is unloaded again. */
    PluginWrapper start(Path path) throws PluginRejectedException {
        String id;
        try {
            id = loadPlugin(path);
        } catch (RuntimeException e) {
            throw new PluginRejectedException("it cannot be loaded: " + e.getMessage());
        }
        PluginWrapper plugin = getPlugin(id);
        PluginState state;
        try (ContextLoader _ = ContextLoader.use(plugin.getPluginClassLoader())) {
            state = startPlugin(id);
        }
        if (!state.isStarted()) {
            Throwable reason = plugin.getFailedException();
            unloadPlugin(id);
            throw new PluginRejectedException("it does not start: " + explained(reason));
        }
        return plugin;
    }

    private static String explained(@Nullable Throwable reason) {
        if (reason instanceof LinkageError || reason instanceof ClassNotFoundException) {
            return LinkCheck.problem(reason);
        }
        if (reason instanceof PluginRuntimeException && reason.getCause() != null) {
            return reason.getMessage() + ": " + explained(reason.getCause());
        }
        return String.valueOf(reason);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    @Override
    public RuntimeMode getRuntimeMode() {
        return RuntimeMode.DEPLOYMENT; // independent of system properties
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new JarLoader(this, new SpiClassLoader(Pf4jPlugins.class.getClassLoader()));
    }

    @Override
    protected PluginRepository createPluginRepository() {
        return new PluginRepository() {
            @Override
            public List<Path> getPluginPaths() {
                return List.of();
            }

            @Override
            public boolean deletePluginPath(Path plugin) {
                return false;
            }
        };
    }

    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new PluginStatusProvider() {
            @Override
            public boolean isPluginDisabled(String id) {
                return false;
            }

            @Override
            public void disablePlugin(String id) {}

            @Override
            public void enablePlugin(String id) {}
        };
    }

    @Override
    protected PluginFactory createPluginFactory() {
        return Pf4jPlugins::createPlugin;
    }

    /** As PF4J does it, but a class that cannot be created is a failure with a reason instead of a null. */
    @SuppressWarnings("deprecation") // older plugins have only the constructor with a wrapper
    private static Plugin createPlugin(PluginWrapper wrapper) {
        String name = wrapper.getDescriptor().getPluginClass();
        try {
            Class<? extends Plugin> type =
                    wrapper.getPluginClassLoader().loadClass(name).asSubclass(Plugin.class);
            try {
                return type.getConstructor().newInstance();
            } catch (NoSuchMethodException e) {
                return type.getConstructor(PluginWrapper.class).newInstance(wrapper);
            }
        } catch (InvocationTargetException e) {
            throw new PluginRuntimeException(e.getCause(), "the constructor of its Plugin-Class {} failed", name);
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new PluginRuntimeException(e, "its Plugin-Class {} cannot be created", name);
        }
    }

    /** Gives each plugin a class loader of its own: from its jar, or from {@code classes} and {@code lib} of an unpacked zip. */
    private static final class JarLoader implements PluginLoader {
        private final PluginManager manager;
        private final SpiClassLoader parent;

        JarLoader(PluginManager manager, SpiClassLoader parent) {
            this.manager = manager;
            this.parent = parent;
        }

        @Override
        public boolean isApplicable(Path plugin) {
            return Files.exists(plugin);
        }

        @Override
        public ClassLoader loadPlugin(Path plugin, PluginDescriptor descriptor) {
            PluginClassLoader loader = new SharingClassLoader(manager, descriptor, parent);
            if (Files.isDirectory(plugin)) {
                loader.addFile(plugin.resolve("classes").toFile());
                List.copyOf(FileUtils.getJars(plugin.resolve("lib"))).stream()
                        .sorted()
                        .forEach(loader::addFile);
            } else {
                loader.addFile(plugin.toFile());
            }
            return loader;
        }

        /** Looks into the plugin first, except for classes that must be the host's. */
        private static final class SharingClassLoader extends PluginClassLoader {
            SharingClassLoader(PluginManager manager, PluginDescriptor descriptor, SpiClassLoader parent) {
                super(manager, descriptor, parent);
            }

            @Override
            public Class<?> loadClass(String name) throws ClassNotFoundException {
                if (SpiClassLoader.isShared(name)) {
                    try {
                        return getParent().loadClass(name);
                    } catch (ClassNotFoundException e) {
                        return super.loadClass(name); // a part of SLF4J that the host does not have
                    }
                }
                return super.loadClass(name);
            }

            @Override
            protected boolean shouldDelegateToParent(String name) {
                return false; // loadClass has done it
            }
        }
    }
}
