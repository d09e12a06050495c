package io.goleta.core.plugin;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parent of every plugin's class loader: the JDK and what a plugin shares with its host, nothing else of the host. */
final class SpiClassLoader extends ClassLoader {
    private static final List<String> PACKAGES_WITH_SUBPACKAGES =
            List.of("io.goleta.spi.", "org.slf4j.", "org.jspecify.annotations.");

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader host;

    SpiClassLoader(ClassLoader host) {
        super("goleta-spi", ClassLoader.getPlatformClassLoader());
        this.host = host;
    }

    /** Whether plugins share this class with the host, so that there is one of it in the process. */
    static boolean isShared(String className) {
        return PACKAGES_WITH_SUBPACKAGES.stream().anyMatch(className::startsWith)
                || isDirectlyIn("org.pf4j.", className);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!isShared(name)) {
            throw new ClassNotFoundException(name);
        }
        return host.loadClass(name);
    }

    /** Resources of the host stay hidden, or a plugin would read the host's service files and extension lists. */
    @Override
    protected @Nullable URL findResource(String name) {
        return null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return Collections.emptyEnumeration();
    }

    private static boolean isDirectlyIn(String packagePrefix, String className) {
        return className.startsWith(packagePrefix) && className.indexOf('.', packagePrefix.length()) < 0;
    }
}
