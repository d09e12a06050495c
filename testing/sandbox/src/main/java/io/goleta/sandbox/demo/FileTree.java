package io.goleta.sandbox.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A picture of everything below a folder, the folder itself not included: two pictures are equal when the folders are, byte for
 * byte and attribute for attribute.
 *
 * @param entries by path below the folder
 */
public record FileTree(SortedMap<String, FileEntry> entries) {

    private static final byte[] NO_BYTES = {};

    /**
     * Looks at a folder; a link given as the folder is followed.
     *
     * @throws IOException when something cannot be read
     */
    public static FileTree of(Path folder) throws IOException {
        Path root = folder.toRealPath();
        SortedMap<String, FileEntry> entries = new TreeMap<>();
        Map<Long, String> seen = new HashMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (!directory.equals(root)) {
                    add(directory);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                add(file);
                return FileVisitResult.CONTINUE;
            }

            private void add(Path file) throws IOException {
                String name = root.relativize(file).toString();
                entries.put(name, entry(file, name, seen));
            }
        });
        return new FileTree(entries);
    }

    /** Bytes in all files. */
    public long bytes() {
        return entries.values().stream().mapToLong(FileEntry::size).sum();
    }

    /** What is different in {@code after}, by path; empty when nothing is. */
    public SortedMap<String, String> differences(FileTree after) {
        SortedMap<String, String> differences = new TreeMap<>();
        entries.forEach((name, entry) -> {
            FileEntry other = after.entries.get(name);
            if (other == null) {
                differences.put(name, "is missing");
            } else if (!entry.equals(other)) {
                differences.put(name, String.join("; ", entry.differences(other)));
            }
        });
        after.entries.keySet().stream()
                .filter(name -> !entries.containsKey(name))
                .forEach(name -> differences.put(name, "was not there"));
        return differences;
    }

    private static FileEntry entry(Path file, String name, Map<Long, String> seen) throws IOException {
        UnixAttributes unix = UnixAttributes.of(file);
        String kind = unix.kind();
        String twin = "";
        if (unix.number("nlink") > 1 && kind.equals("file")) {
            String first = seen.putIfAbsent(unix.number("ino"), name);
            twin = first == null ? name : first;
        }
        boolean link = kind.equals("link");
        return new FileEntry(
                kind,
                unix.mode(),
                (int) unix.number("uid"),
                (int) unix.number("gid"),
                kind.equals("file") ? unix.number("size") : 0,
                link ? 0 : unix.modifiedNanos(),
                content(file, kind),
                twin,
                link ? new TreeMap<>() : attributes(file));
    }

    private static String content(Path file, String kind) throws IOException {
        return switch (kind) {
            case "link" -> Files.readSymbolicLink(file).toString();
            case "file" -> sha256(file);
            default -> "";
        };
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SortedMap<String, String> attributes(Path file) throws IOException {
        SortedMap<String, String> attributes = new TreeMap<>();
        UserDefinedFileAttributeView view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        if (view == null || !Files.isReadable(file)) {
            return attributes;
        }
        for (String name : view.list()) {
            ByteBuffer value = ByteBuffer.allocate(view.size(name));
            view.read(name, value);
            attributes.put(name, HexFormat.of().formatHex(value.hasArray() ? value.array() : NO_BYTES));
        }
        return attributes;
    }
}
