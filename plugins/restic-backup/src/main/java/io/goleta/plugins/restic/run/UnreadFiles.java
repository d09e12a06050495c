package io.goleta.plugins.restic.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The files of a volume that are missing in its snapshot, from the lines that restic writes to standard error while it reads:
 * those that somebody deleted meanwhile, and those that could not be read. Not thread-safe.
 */
final class UnreadFiles implements Consumer<String> {
    private static final int NO_SUCH_FILE = 2;
    private static final int STALE_HANDLE = 116;
    private static final Set<Integer> DELETED = Set.of(NO_SUCH_FILE, STALE_HANDLE);
    private static final String NOT_UTF8 = "\uFFFD";

    private final Path volume;
    private final FileTally deleted = new FileTally();
    private final FileTally unreadable = new FileTally();

    /**
     * @param volume its directory, without symbolic links
     */
    UnreadFiles(Path volume) {
        this.volume = volume;
    }

    FileTally deleted() {
        return deleted;
    }

    FileTally unreadable() {
        return unreadable;
    }

    @Override
    public void accept(String line) {
        JsonLine.parse(line)
                .filter(message -> message.path("message_type").asText().equals("error"))
                // The scan only estimates the size; what it cannot read is tried again.
                .filter(message -> !message.path("during").asText().equals("scan"))
                .ifPresent(this::add);
    }

    private void add(JsonNode message) {
        String file = message.path("item").asText();
        JsonNode error = message.path("error");
        if (isDeleted(file, error)) {
            deleted.add(relative(file), "");
        } else {
            unreadable.add(relative(file), ResticErrors.trouble(error));
        }
    }

    private boolean isDeleted(String file, JsonNode error) {
        if (relative(file).isEmpty()) {
            return false; // the volume itself
        }
        if (error.path("Err").isNumber()) {
            return DELETED.contains(error.path("Err").asInt());
        }
        String reason = error.path("message").asText().toLowerCase(Locale.ROOT);
        if (!reason.isEmpty()) {
            return reason.endsWith("no such file or directory") || reason.endsWith("stale file handle");
        }
        return !file.contains(NOT_UTF8) && isGone(file);
    }

    /** Restic before 0.16 does not tell the reason of some errors. */
    private boolean isGone(String file) {
        try {
            return Files.notExists(volume.resolve(file), LinkOption.NOFOLLOW_LINKS);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private String relative(String file) {
        try {
            return volume.relativize(volume.resolve(file).normalize()).toString();
        } catch (InvalidPathException e) {
            return file;
        }
    }
}
