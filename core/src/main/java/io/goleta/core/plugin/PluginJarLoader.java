package io.goleta.core.plugin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginLoader;
import org.pf4j.PluginManager;
import org.pf4j.util.FileUtils;

/** Gives each plugin a class loader of its own: from its jar, or from {@code classes} and {@code lib} of an unpacked zip. */
final class PluginJarLoader implements PluginLoader {
    private final PluginManager manager;
    private final SpiClassLoader parent;

    PluginJarLoader(PluginManager manager, SpiClassLoader parent) {
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
