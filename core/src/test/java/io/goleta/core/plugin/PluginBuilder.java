package io.goleta.core.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Builds real plugins as their authors do: sources, the compiler with PF4J's annotation processor, a jar or a zip. */
final class PluginBuilder {
    private final Map<String, String> manifest = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<String> left = new ArrayList<>();
    private boolean annotationProcessing = true;

    private PluginBuilder() {}

    static PluginBuilder plugin(String id) {
        return new PluginBuilder().manifest("Plugin-Id", id).manifest("Plugin-Version", "1.2.3");
    }

    PluginBuilder manifest(String key, String value) {
        manifest.put(key, value);
        return this;
    }

    PluginBuilder withoutManifest() {
        manifest.clear();
        return this;
    }

    PluginBuilder withoutAnnotationProcessing() {
        annotationProcessing = false;
        return this;
    }

    PluginBuilder source(String className, String code) {
        sources.put(className, code);
        return this;
    }

    PluginBuilder file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    /** Leaves a compiled class out of the result. */
    PluginBuilder withoutClass(String className) {
        left.add(className.replace('.', '/') + ".class");
        return this;
    }

    /** An action {@code name} that returns what it is given, in class {@code className}. */
    PluginBuilder backupAction(String className, String name) {
        return source(className, backupActionSource(className, name, "return BackupItemResult.of(item);"));
    }

    static String backupActionSource(String className, String name, String body) {
        return header(className) + """
                @Extension
                public class %1$s implements BackupItemActionFactory {
                    public String name() { return "%2$s"; }
                    public BackupItemAction create(BackupDetails backup, PluginConfig config, PluginContext context) {
                        return new BackupItemAction() {
                            public ItemSelector appliesTo() { return ItemSelector.EVERYTHING; }
                            public BackupItemResult execute(KubernetesObject item) { %3$s }
                        };
                    }
                }
                """.formatted(simple(className), name, body);
    }

    /** Package and imports of everything an extension needs. */
    static String header(String className) {
        return """
                package %s;
                import io.goleta.spi.*;
                import io.goleta.spi.action.*;
                import io.goleta.spi.error.*;
                import io.goleta.spi.item.*;
                import io.goleta.spi.store.*;
                import io.goleta.spi.volume.*;
                import java.io.*;
                import java.util.*;
                import java.util.stream.*;
                import org.pf4j.Extension;
                """.formatted(className.substring(0, className.lastIndexOf('.')));
    }

    Path jar(Path target) {
        return write(target, files -> {
            try (JarOutputStream jar = manifest.isEmpty()
                    ? new JarOutputStream(Files.newOutputStream(target))
                    : new JarOutputStream(Files.newOutputStream(target), manifest())) {
                add(jar, "", files);
            }
        });
    }

    Path zip(Path target) {
        return write(target, files -> {
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
                zip.putNextEntry(new ZipEntry("plugin.properties"));
                zip.write("plugin.id=%s\nplugin.version=%s\n"
                        .formatted(manifest.get("Plugin-Id"), manifest.get("Plugin-Version"))
                        .getBytes(StandardCharsets.ISO_8859_1));
                add(zip, "classes/", files);
            }
        });
    }

    private interface Packaging {
        void pack(Map<String, byte[]> files) throws IOException;
    }

    private Path write(Path target, Packaging packaging) {
        try {
            Map<String, byte[]> all = new TreeMap<>(compiled());
            all.keySet().removeAll(left);
            all.putAll(files);
            packaging.pack(all);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(ZipOutputStream archive, String folder, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            boolean outside = file.getKey().startsWith("/");
            archive.putNextEntry(new JarEntry(outside ? file.getKey().substring(1) : folder + file.getKey()));
            ((OutputStream) archive).write(file.getValue());
        }
    }

    private Manifest manifest() {
        Manifest built = new Manifest();
        built.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.forEach((key, value) -> built.getMainAttributes().putValue(key, value));
        return built;
    }

    private Map<String, byte[]> compiled() throws IOException {
        if (sources.isEmpty()) {
            return Map.of();
        }
        Path output = Files.createTempDirectory("plugin-classes");
        String classPath = System.getProperty("java.class.path");
        List<String> options = new ArrayList<>(List.of("-d", output.toString(), "-cp", classPath, "-nowarn"));
        options.addAll(
                annotationProcessing
                        ? List.of("-processor", "org.pf4j.processor.ExtensionAnnotationProcessor")
                        : List.of("-proc:none"));
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, code) -> units.add(new Source(name, code)));
        StringBuilder problems = new StringBuilder();
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problem -> problems.append(problem).append('\n'), options, null, units)
                .call();
        if (!compiled) {
            throw new AssertionError("the plugin of this test does not compile:\n" + problems);
        }
        Map<String, byte[]> classes = content(output);
        remove(output);
        return classes;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static Map<String, byte[]> content(Path folder) throws IOException {
        Map<String, byte[]> content = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                content.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return content;
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(String className, String code) {
            super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
