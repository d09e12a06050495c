package io.goleta.server.nodeagent;

import io.goleta.core.json.Json;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Owner, mode, time of modification and user attributes of a volume's own folder. Data movers store what is in the folder;
 * PostgreSQL does not start in a folder that belongs to root, or that others may read.
 *
 * @param mode permissions with setgid and sticky bit
 * @param extended the attributes {@code user.*}, without that prefix
 */
record FolderAttributes(int uid, int gid, int mode, Instant modified, Map<String, byte[]> extended) {
    private static final int MODE_BITS = 07777;
    private static final int GROUP_BITS = 02070;
    private static final int LARGEST = 16 * 1024;

    /** Of this folder. */
    static FolderAttributes of(Path folder, Consumer<String> warnings) throws IOException {
        return new FolderAttributes(
                (int) Files.getAttribute(folder, "unix:uid"),
                (int) Files.getAttribute(folder, "unix:gid"),
                (int) Files.getAttribute(folder, "unix:mode") & MODE_BITS,
                Files.getLastModifiedTime(folder).toInstant(),
                extended(folder, warnings));
    }

    private static Map<String, byte[]> extended(Path folder, Consumer<String> warnings) {
        Map<String, byte[]> all = new TreeMap<>();
        try {
            UserDefinedFileAttributeView view = view(folder);
            if (view != null) {
                read(view, all, warnings);
            }
        } catch (IOException e) {
            warnings.accept("the attributes of the volume's folder could not be read: " + e.getMessage());
        }
        return all;
    }

    private static void read(UserDefinedFileAttributeView view, Map<String, byte[]> all, Consumer<String> warnings)
            throws IOException {
        int room = LARGEST;
        for (String name : view.list()) {
            int size = view.size(name);
            room -= size + name.length();
            if (room < 0) {
                warnings.accept("the attributes of the volume's folder are larger than " + LARGEST + " bytes; user."
                        + name + " and those after it are not backed up");
                return;
            }
            ByteBuffer value = ByteBuffer.allocate(size);
            view.read(name, value);
            all.put(name, value.array());
        }
    }

    private static @Nullable UserDefinedFileAttributeView view(Path folder) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView(UserDefinedFileAttributeView.class)
                ? Files.getFileAttributeView(folder, UserDefinedFileAttributeView.class)
                : null;
    }

    /** As an annotation has it. */
    String toJson() {
        Map<String, String> encoded = new TreeMap<>();
        extended.forEach((name, value) -> encoded.put(name, Base64.getEncoder().encodeToString(value)));
        Map<String, Object> json = new TreeMap<>(
                Map.of("uid", uid, "gid", gid, "mode", Integer.toOctalString(mode), "modified", modified.toString()));
        if (!encoded.isEmpty()) {
            json.put("user", encoded);
        }
        return new String(Json.write(json), StandardCharsets.UTF_8);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws GoletaException USER when it is something else
     */
    static FolderAttributes parse(String json) {
        try {
            KubernetesObject read = Json.read(json.getBytes(StandardCharsets.UTF_8));
            Map<String, byte[]> extended = new TreeMap<>();
            read.map("user")
                    .forEach((name, value) ->
                            extended.put(name, Base64.getDecoder().decode(String.valueOf(value))));
            return new FolderAttributes(
                    number(read, "uid"),
                    number(read, "gid"),
                    Integer.parseInt(read.string("mode").orElse(""), 8) & MODE_BITS,
                    Instant.parse(read.string("modified").orElse("")),
                    extended);
        } catch (IllegalArgumentException | DateTimeException | GoletaException e) {
            throw new GoletaException(Fault.USER, "the attributes of the volume's folder in the backup are invalid", e);
        }
    }

    private static int number(KubernetesObject read, String field) {
        return read.get(field)
                .filter(Number.class::isInstance)
                .map(value -> ((Number) value).intValue())
                .orElseThrow(() -> new IllegalArgumentException(field));
    }

    /**
     * Sets all but the time.
     *
     * @param fsGroup the group that the kubelet gave the folder for the sake of this pod: it stays
     * @param warnings told what cannot be set
     */
    void applyTo(Path folder, OptionalInt fsGroup, Consumer<String> warnings) {
        attempt("owner and mode", warnings, () -> {
            int group = (int) Files.getAttribute(folder, "unix:gid");
            boolean isOfKubelet = fsGroup.isPresent() && fsGroup.getAsInt() == group;
            int bits = isOfKubelet ? (int) Files.getAttribute(folder, "unix:mode") & GROUP_BITS : 0;
            attempt("owner", warnings, () -> set(folder, "unix:uid", uid));
            attempt("group", warnings, () -> set(folder, "unix:gid", isOfKubelet ? group : gid));
            // After the owner, because a change of owner takes bits off the mode.
            attempt("mode", warnings, () -> set(folder, "unix:mode", mode | bits));
        });
        attempt("attributes", warnings, () -> {
            UserDefinedFileAttributeView view = extended.isEmpty() ? null : view(folder);
            for (Map.Entry<String, byte[]> attribute : extended.entrySet()) {
                if (view == null) {
                    throw new IOException("the file system has no user attributes");
                }
                view.write(attribute.getKey(), ByteBuffer.wrap(attribute.getValue()));
            }
        });
    }

    /** Sets the time of modification. */
    void applyTimeTo(Path folder, Consumer<String> warnings) {
        attempt("time", warnings, () -> Files.setLastModifiedTime(folder, FileTime.from(modified)));
    }

    /** Only the administrator may give a folder away, and who need not try can do without. */
    private static void set(Path folder, String attribute, int value) throws IOException {
        int now = (int) Files.getAttribute(folder, attribute);
        if ((attribute.equals("unix:mode") ? now & MODE_BITS : now) != value) {
            Files.setAttribute(folder, attribute, value);
        }
    }

    private static void attempt(String what, Consumer<String> warnings, Change change) {
        try {
            change.make();
        } catch (IOException e) {
            warnings.accept("the " + what + " of the volume's folder could not be set: " + e.getMessage());
        }
    }

    private interface Change {
        void make() throws IOException;
    }
}
