package io.goleta.testkit.volume;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A directory with everything that a careless copy loses, and a description of it to compare. */
public final class UnusualFiles {
    private UnusualFiles() {}

    /** Fills an empty directory. */
    public static void create(Path volume) throws IOException {
        Path deep = Files.createDirectories(volume.resolve("a/b/c"));
        Files.createDirectories(volume.resolve("empty"));
        Files.writeString(deep.resolve("plain.txt"), "hello");
        Files.write(volume.resolve("noughts"), new byte[0]);
        Files.writeString(volume.resolve("odd \n \"name\" \\ ü 日本"), "odd");
        Files.writeString(volume.resolve("-rf"), "not an option");
        byte[] random = new byte[3_000_000];
        new Random(1).nextBytes(random);
        Files.write(volume.resolve("random.bin"), random);
        try (RandomAccessFile sparse =
                new RandomAccessFile(volume.resolve("sparse").toFile(), "rw")) {
            sparse.setLength(8_000_000);
            sparse.seek(5_000_000);
            sparse.write("island".getBytes(StandardCharsets.UTF_8));
        }
        Files.createSymbolicLink(volume.resolve("link"), Path.of("a/b/c/plain.txt"));
        Files.createSymbolicLink(volume.resolve("dangling"), Path.of("/nowhere"));
        Files.createLink(volume.resolve("hard"), deep.resolve("plain.txt"));
        Files.setPosixFilePermissions(volume.resolve("noughts"), PosixFilePermissions.fromString("r--r-x--x"));
        Files.setPosixFilePermissions(volume.resolve("empty"), PosixFilePermissions.fromString("rwx------"));
        Files.setLastModifiedTime(
                volume.resolve("random.bin"), FileTime.from(Instant.parse("2001-09-09T01:46:40.123456789Z")));
    }

    /** Every file by its path: kind, mode, owner, time, content. */
    public static Map<String, String> describe(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(path -> !path.equals(root)).toList()) {
                files.put(root.relativize(file).toString(), describeFile(file));
            }
        }
        return files;
    }

    private static String describeFile(Path file) throws IOException {
        Map<String, Object> attributes =
                Files.readAttributes(file, "unix:mode,uid,gid,nlink,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        String owner = attributes.get("mode") + " " + attributes.get("uid") + ":" + attributes.get("gid");
        if (Files.isSymbolicLink(file)) {
            return owner + " -> " + Files.readSymbolicLink(file);
        }
        if (Files.isDirectory(file)) {
            return owner + " directory";
        }
        return owner + " links " + attributes.get("nlink") + " " + attributes.get("size") + " bytes "
                + attributes.get("lastModifiedTime") + " " + sha256(file);
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
