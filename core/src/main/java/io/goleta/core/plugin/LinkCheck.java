package io.goleta.core.plugin;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds missing classes while a plugin is loaded, and not in the middle of a backup. It follows references among the classes of the extension's own package; libraries that a plugin brings along may well
 * refer to optional parts that are not there.
 */
final class LinkCheck {
    private final ClassLoader loader;
    private final String packagePrefix;
    private final Set<String> seen = new HashSet<>();
    private final Deque<String> open = new ArrayDeque<>();

    private LinkCheck(ClassLoader loader, String packagePrefix) {
        this.loader = loader;
        this.packagePrefix = packagePrefix;
    }

    /** What does not link, as a sentence; empty when all is well. */
    static Optional<String> problemOf(Class<?> extension) {
        LinkCheck check = new LinkCheck(extension.getClassLoader(), extension.getPackageName() + ".");
        check.open.add(extension.getName());
        return check.run();
    }

    /** A linkage error as a sentence that says what the plugin's author has to do. */
    static String problem(Throwable error) {
        String message = String.valueOf(error.getMessage());
        boolean isMissingClass = (error instanceof NoClassDefFoundError || error instanceof ClassNotFoundException)
                && message.indexOf(' ') < 0;
        return isMissingClass ? missing(message.replace('/', '.'), null) : error.toString();
    }

    private Optional<String> run() {
        while (!open.isEmpty()) {
            String name = open.remove();
            try {
                for (String reference : referencesOf(name)) {
                    add(reference);
                }
            } catch (ClassNotFoundException | NoClassDefFoundError e) {
                return Optional.of(missing(String.valueOf(e.getMessage()).replace('/', '.'), name));
            } catch (IOException | IllegalArgumentException | LinkageError e) {
                return Optional.of("its class " + name + " does not link: " + e);
            }
        }
        return Optional.empty();
    }

    private void add(String name) throws ClassNotFoundException {
        if (seen.add(name)) {
            Class.forName(name, false, loader);
            if (name.startsWith(packagePrefix) && name.indexOf('.', packagePrefix.length()) < 0) {
                open.add(name);
            }
        }
    }

    private List<String> referencesOf(String name) throws IOException {
        List<String> references = new ArrayList<>();
        for (PoolEntry entry : ClassFile.of().parse(bytesOf(name)).constantPool()) {
            if (entry instanceof ClassEntry reference
                    && !reference.asInternalName().startsWith("[")) {
                references.add(reference.asInternalName().replace('/', '.'));
            }
        }
        return references;
    }

    private byte[] bytesOf(String name) throws IOException {
        try (InputStream bytes = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (bytes == null) {
                throw new FileNotFoundException("its bytes are not where its class loader looks");
            }
            return bytes.readAllBytes();
        }
    }

    private static String missing(String missing, @Nullable String user) {
        return (user == null ? "it" : "its class " + user) + " needs " + missing + ", which is not in its jar;"
                + " a plugin sees only these packages of its host: " + SpiClassLoader.sharedPackages()
                + "; the jar must bring along everything else";
    }
}
