package io.goleta.cli.platform;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The plugin with our profiles, packed from the class path when the build has not packed it yet. */
public final class ProfilesJar {
    private static final String INDEX = "META-INF/extensions.idx";

    private ProfilesJar() {}

    /** Puts it into {@code plugins} of a distribution's folder, and returns that folder. */
    public static Path inDistribution(Path home) throws IOException {
        Path plugins = Files.createDirectories(home.resolve("plugins"));
        Path jar = plugins.resolve("platform-profiles.jar");
        URI origin = origin();
        if (origin.getScheme().equals("jar")) {
            String file = origin.toString();
            Files.copy(Path.of(URI.create(file.substring("jar:".length(), file.indexOf("!/")))), jar);
        } else {
            pack(Path.of(origin).resolve("../..").normalize(), jar);
        }
        return home;
    }

    private static URI origin() throws IOException {
        List<URL> found = ProfilesJar.class.getClassLoader().resources(INDEX).toList();
        for (URL url : found) {
            if (url.toString().contains("platform-profiles")) {
                try {
                    return url.toURI();
                } catch (URISyntaxException e) {
                    throw new IOException(e);
                }
            }
        }
        throw new AssertionError("the plugin is not on the class path, only " + found);
    }

    private static void pack(Path classes, Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Plugin-Id", "platform-profiles");
        manifest.getMainAttributes().putValue("Plugin-Version", "1.0.0");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> entries = Files.walk(classes)) {
            for (Path entry : entries.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(entry).toString();
                if (!name.equals("META-INF/MANIFEST.MF")) {
                    out.putNextEntry(new JarEntry(name));
                    Files.copy(entry, out);
                }
            }
        }
    }
}
