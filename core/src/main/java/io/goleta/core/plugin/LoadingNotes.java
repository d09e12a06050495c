package io.goleta.core.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes which file is being loaded, so that one that takes the process down with it is set aside at the next start, until the file
 * changes. A process that is told to end while it loads removes its note.
 */
final class LoadingNotes {
    private static final Logger LOGGER = LoggerFactory.getLogger(LoadingNotes.class);

    private final @Nullable Path loading;
    private final @Nullable Path setAside;
    private final List<String> suspects;

    /**
     * @param folder where they are kept; null for nowhere
     */
    LoadingNotes(@Nullable Path folder) {
        loading = folder == null ? null : folder.resolve("loading");
        setAside = folder == null ? null : folder.resolve("set-aside");
        suspects = new ArrayList<>(lines(setAside));
        List<String> unfinished = lines(loading);
        if (!unfinished.isEmpty()) {
            suspects.addAll(unfinished);
            write(setAside, suspects);
            write(loading, List.of());
        }
    }

    /** Refuses a file that ended an earlier process while it was loaded. */
    void verify(Path file) throws PluginRejectedException {
        if (suspects.contains(line(file))) {
            throw new PluginRejectedException(
                    "the process ended while it was being loaded, so it is set aside until the file changes;"
                            + " to try it again as it is, delete " + setAside);
        }
    }

    /** Runs code that loads a file. */
    <T> T loading(Path file, Loading<T> code) throws PluginRejectedException {
        if (loading == null) {
            return code.run();
        }
        Thread hook = new Thread(this::forgiveOnSignal);
        write(loading, List.of(line(file)));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return code.run();
        } finally {
            removeHook(hook);
            write(loading, List.of());
        }
    }

    /** Loads a file. */
    interface Loading<T> {
        T run() throws PluginRejectedException;
    }

    /** That the process was told to end is not the plugin's doing. */
    private void forgiveOnSignal() {
        boolean isSignal = Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().startsWith("java.lang.Terminator"));
        if (isSignal) {
            write(loading, List.of());
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOGGER.debug("the process is ending while a plugin is loaded");
        }
    }

    private static String line(Path file) {
        FileStamp stamp = FileStamp.of(file);
        return stamp.size() + " " + stamp.modified() + " " + file;
    }

    private static List<String> lines(@Nullable Path file) {
        try {
            return file == null || !Files.exists(file) ? List.of() : Files.readAllLines(file);
        } catch (IOException e) {
            LOGGER.warn("cannot read {}: {}", file, e.toString());
            return List.of();
        }
    }

    private static void write(@Nullable Path file, List<String> lines) {
        try {
            if (file != null) {
                Files.write(file, lines);
            }
        } catch (IOException e) {
            LOGGER.warn("cannot write {}: {}", file, e.toString());
        }
    }
}
