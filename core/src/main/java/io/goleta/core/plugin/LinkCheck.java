package io.goleta.core.plugin;

import io.goleta.spi.SpiVersion;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds while a plugin is loaded, and not in the middle of a backup, what it misses (classes, and members of the SPI) and what would end
 * the process. It follows references among the plugin's own classes, which are those of its package and of the packages beside and below
 * it; libraries that a plugin brings along may well refer to optional parts that are not there, and have a main that exits.
 */
final class LinkCheck {
    private static final Set<String> EXITS =
            Set.of("java.lang.System.exit", "java.lang.Runtime.exit", "java.lang.Runtime.halt");

    private final ClassLoader loader;
    private final String ownPackages;
    private final Set<String> seen = new HashSet<>();
    private final Deque<String> open = new ArrayDeque<>();

    private LinkCheck(ClassLoader loader, String ownPackages) {
        this.loader = loader;
        this.ownPackages = ownPackages;
    }

    /** What is wrong with a class and those it refers to, as a sentence; empty when all is well. */
    static Optional<String> problemOf(Class<?> extension) {
        LinkCheck check = new LinkCheck(extension.getClassLoader(), ownPackages(extension.getPackageName()));
        check.open.add(extension.getName());
        return check.run();
    }

    /** A linkage error as a sentence that says what the plugin's author has to do. */
    static String problem(Throwable error) {
        String message = String.valueOf(error.getMessage());
        boolean isMissingClass = (error instanceof NoClassDefFoundError || error instanceof ClassNotFoundException)
                && message.indexOf(' ') < 0;
        if (isMissingClass) {
            return missing(message.replace('/', '.'), null);
        }
        Throwable reason = error instanceof ExceptionInInitializerError ? error.getCause() : null;
        if (reason != null) {
            return "a static initialiser failed with " + reason + at(reason);
        }
        return error instanceof NoSuchMethodError && message.contains(SpiClassLoader.SPI)
                ? newerSpi("it", message)
                : error.toString();
    }

    private static String at(Throwable reason) {
        StackTraceElement[] frames = reason.getStackTrace();
        return frames.length == 0 ? "" : " at " + frames[0];
    }

    /** {@code com.example.redact.} for {@code com.example.redact.action}: a domain has two parts, and the third is the project. */
    private static String ownPackages(String name) {
        String[] parts = name.split("\\.");
        return parts.length <= 3 ? name + "." : String.join(".", parts[0], parts[1], parts[2]) + ".";
    }

    private Optional<String> run() {
        while (!open.isEmpty()) {
            String name = open.remove();
            try {
                for (PoolEntry entry : ClassFile.of().parse(bytesOf(name)).constantPool()) {
                    Optional<String> problem = problemOf(entry, name);
                    if (problem.isPresent()) {
                        return problem;
                    }
                }
            } catch (ClassNotFoundException | NoClassDefFoundError e) {
                return Optional.of(missing(String.valueOf(e.getMessage()).replace('/', '.'), name));
            } catch (IOException | IllegalArgumentException | LinkageError e) {
                return Optional.of("its class " + name + " does not link: " + e);
            }
        }
        return Optional.empty();
    }

    private Optional<String> problemOf(PoolEntry entry, String user) throws ClassNotFoundException {
        return switch (entry) {
            case ClassEntry reference -> {
                add(className(reference));
                yield Optional.empty();
            }
            case MemberRefEntry member -> problemOf(member, user);
            default -> Optional.empty();
        };
    }

    private Optional<String> problemOf(MemberRefEntry member, String user) throws ClassNotFoundException {
        String owner = className(member.owner());
        String name = owner + "." + member.name().stringValue();
        if (EXITS.contains(name)) {
            return Optional.of("its class " + user + " calls " + name
                    + ", which would end the whole server; throw a GoletaException instead");
        }
        boolean isMissing = owner.startsWith(SpiClassLoader.SPI + ".")
                && !SpiMembers.has(
                        Class.forName(owner, false, loader),
                        member.name().stringValue(),
                        member.type().stringValue());
        return isMissing ? Optional.of(newerSpi("its class " + user, name)) : Optional.empty();
    }

    /** Empty for an array. */
    private static String className(ClassEntry entry) {
        String name = entry.asInternalName();
        return name.startsWith("[") ? "" : name.replace('/', '.');
    }

    private void add(String name) throws ClassNotFoundException {
        if (!name.isEmpty() && seen.add(name)) {
            Class.forName(name, false, loader);
            if (name.startsWith(ownPackages)) {
                open.add(name);
            }
        }
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
        String who = user == null ? "it" : "its class " + user;
        return missing.startsWith(SpiClassLoader.SPI + ".")
                ? newerSpi(who, missing)
                : who + " needs " + missing + ", which is not in its jar;"
                        + " a plugin sees only these packages of its host: " + SpiClassLoader.sharedPackages()
                        + "; the jar must bring along everything else";
    }

    private static String newerSpi(String who, String missing) {
        return "it was built for a newer SPI than this host's " + SpiVersion.CURRENT + ": " + who + " needs " + missing
                + "; update Goleta, or use an older version of the plugin";
    }
}
