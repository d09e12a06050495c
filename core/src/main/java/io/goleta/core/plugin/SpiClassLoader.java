package io.goleta.core.plugin;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parent of every plugin's class loader: the JDK and the packages that plugins share with the host, nothing else. */
final class SpiClassLoader extends ClassLoader {
    /** The package of the SPI. */
    static final String SPI = "io.goleta.spi";

    private static final String PF4J = "org.pf4j";
    private static final List<String> SHARED = List.of(SPI, PF4J, "org.slf4j", "org.jspecify.annotations");

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
        return SHARED.stream().anyMatch(shared -> isIn(shared, className));
    }

    /** The shared packages, for messages. */
    static String sharedPackages() {
        return String.join(", ", SHARED);
    }

    /** PF4J's sub-packages are its own affair; of all others the sub-packages are shared too. */
    private static boolean isIn(String shared, String className) {
        return className.startsWith(shared + ".")
                && (!shared.equals(PF4J) || className.indexOf('.', shared.length() + 1) < 0);
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
}
