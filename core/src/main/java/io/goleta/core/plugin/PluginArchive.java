package io.goleta.core.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A jar or zip in a plugins folder, looked at without running any of it. */
final class PluginArchive {
    private static final String SPI_FOLDER = SpiClassLoader.SPI.replace('.', '/') + "/";

    private PluginArchive() {}

    /** Whether a file of this name is meant to be a plugin. */
    static boolean isNamedLikeOne(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && (name.endsWith(".jar") || name.endsWith(".zip"));
    }

    /**
     * Looks whether the file can be a plugin at all.
     *
     * @param workDirectory where a zip is unpacked; the plugins folder may be read-only
     * @return what PF4J loads: the jar, or the folder a zip was unpacked to
     */
    static Path prepare(Path file, Path workDirectory) throws PluginRejectedException {
        boolean isZip = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip");
        try (ZipFile archive = new ZipFile(file.toFile())) {
            if (isZip) {
                return unpacked(archive, Files.createTempDirectory(workDirectory, "plugin-"));
            }
            verifyJar(archive);
            if (archive.getEntry("META-INF/MANIFEST.MF") == null) {
                throw new PluginRejectedException(
                        "it has no META-INF/MANIFEST.MF, where Plugin-Id and Plugin-Version belong");
            }
            return file;
        } catch (ZipException e) {
            throw new PluginRejectedException(
                    "it is not a readable " + (isZip ? "zip" : "jar") + " file: " + e.getMessage());
        } catch (IOException e) {
            throw new PluginRejectedException("it cannot be read: " + e);
        }
    }

    private static Path unpacked(ZipFile archive, Path target) throws IOException, PluginRejectedException {
        var entries = archive.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            Path place = target.resolve(entry.getName()).normalize();
            if (!place.startsWith(target)) {
                throw new PluginRejectedException("it holds a file outside of itself: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(place);
                continue;
            }
            Files.createDirectories(place.getParent());
            try (InputStream content = archive.getInputStream(entry)) {
                Files.copy(content, place);
            }
        }
        verifyUnpacked(target);
        return target;
    }

    private static void verifyUnpacked(Path folder) throws IOException, PluginRejectedException {
        if (!Files.isDirectory(folder.resolve("classes")) && !Files.isDirectory(folder.resolve("lib"))) {
            throw new PluginRejectedException("it has neither a folder classes nor a folder lib;"
                    + " a plugin in a zip keeps its classes in the one and its libraries in the other");
        }
        if (!Files.exists(folder.resolve("plugin.properties"))
                && !Files.exists(folder.resolve("classes/META-INF/MANIFEST.MF"))) {
            throw new PluginRejectedException("it has no plugin.properties, where plugin.id and plugin.version belong");
        }
        if (Files.exists(folder.resolve("classes").resolve(SPI_FOLDER))) {
            throw bundlesSpi("classes/" + SPI_FOLDER);
        }
        if (!Files.isDirectory(folder.resolve("lib"))) {
            return;
        }
        try (var libraries = Files.newDirectoryStream(folder.resolve("lib"), "*.jar")) {
            for (Path library : libraries) {
                try (ZipFile jar = new ZipFile(library.toFile())) {
                    verifyJar(jar);
                }
            }
        }
    }

    private static void verifyJar(ZipFile jar) throws PluginRejectedException {
        var names = jar.stream().map(ZipEntry::getName);
        String copy = names.filter(name -> name.startsWith(SPI_FOLDER) && name.endsWith(".class"))
                .findFirst()
                .orElse("");
        if (!copy.isEmpty()) {
            throw bundlesSpi(copy);
        }
    }

    private static PluginRejectedException bundlesSpi(String where) {
        return new PluginRejectedException("it bundles a copy of the SPI (" + where
                + "), which would not be the host's; give goleta-spi the scope provided and build it again");
    }
}
