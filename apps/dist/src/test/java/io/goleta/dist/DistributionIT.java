package io.goleta.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The folder that users unpack holds what it promises, and loads our plugins as it loads anybody's. */
class DistributionIT {
    private static final Path HOME = Path.of("target/goleta").toAbsolutePath();

    @TempDir
    Path work;

    @Test
    void loadsItsPluginsAndOneThatWasDroppedIn() throws Exception {
        String report = probe(HOME.resolve("plugins"), dropIn(samplePlugin()));

        assertThat(report.lines())
                .contains(
                        "object-store-filesystem offers ObjectStore velero.io/filesystem",
                        "object-store-gcp offers ObjectStore velero.io/gcp",
                        "object-store-s3 offers ObjectStore velero.io/aws",
                        "platform-profiles offers PlatformProfile velero.io/openshift",
                        "restic-backup offers DataMover velero.io/restic",
                        "restic-restore-item-action offers RestoreItemAction velero.io/restic",
                        "sample-plugin offers BackupItemAction example.com/redact",
                        "sample-plugin offers RestoreItemAction example.com/redact")
                .noneMatch(line -> line.contains("refused"))
                .anyMatch(line -> line.startsWith("restic-backup offers BackupItemAction "));
    }

    @Test
    void refusesAPluginThatReachesForTheEngineAndLoadsTheOthers() throws Exception {
        Path jar = jarOf("nosy", "com.nosy.Nosy", """
                package com.nosy;
                import io.goleta.spi.*;
                import io.goleta.spi.action.*;
                public class Nosy implements BackupItemActionFactory {
                    public String name() { return "nosy.com/action"; }
                    public BackupItemAction create(BackupDetails backup, PluginConfig config, PluginContext context) {
                        throw new IllegalStateException(io.goleta.core.kube.ListOptions.inNamespace("x").toString());
                    }
                }
                """);

        String report = probe(HOME.resolve("plugins"), dropIn(jar));

        assertThat(report.lines())
                .anyMatch(line -> line.startsWith("nosy refused: ")
                        && line.contains("com.nosy.Nosy needs io.goleta.core.kube.ListOptions"))
                .contains("object-store-filesystem offers ObjectStore velero.io/filesystem");
    }

    @Test
    void keepsPluginsOffTheClassPath() throws IOException {
        try (Stream<Path> libraries = Files.list(HOME.resolve("lib"))) {
            assertThat(libraries.map(library -> library.getFileName().toString()))
                    .isNotEmpty()
                    .noneMatch(name -> name.startsWith("goleta-restic-") || name.startsWith("goleta-object-store-"))
                    .noneMatch(name -> name.startsWith("junit-") || name.startsWith("assertj-"));
        }
    }

    @Test
    void findsJavaWithoutHelpFromTheEnvironment() throws Exception {
        Outcome outcome = run(Map.of("PATH", "/usr/bin:/bin"), "bin/velero", "version", "--client-only");

        assertThat(outcome.output()).contains("Version:");
        assertThat(outcome.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "server, Usage: velero server",
        "restic server, Usage: velero restic server",
        "sandbox, velero sandbox",
        "demo, velero demo",
        "backup create, Usage: velero backup create"
    })
    void everyRoleHasHelp(String words, String usage) throws Exception {
        List<String> command = new ArrayList<>(List.of("bin/velero", "help"));
        command.addAll(List.of(words.split(" ")));

        Outcome help = run(Map.of(), command.toArray(String[]::new));

        assertThat(help.output()).contains(usage);
        assertThat(help.exitCode()).isZero();
    }

    @Test
    void worksThroughASymbolicLinkAndFromAFolderWithASpace() throws Exception {
        Path link = Files.createSymbolicLink(
                Files.createDirectory(work.resolve("a b")).resolve("velero"), HOME.resolve("bin/velero"));

        assertThat(run(Map.of(), link.toString(), "version", "--client-only").exitCode())
                .isZero();
    }

    @Test
    void isTheRestoreHelperUnderTheNameThatPodsCallIt() throws Exception {
        Path volume = Files.createDirectories(work.resolve("data/.velero"));
        Files.createFile(volume.resolve("some-uid"));
        Map<String, String> environment = Map.of("RESTORES_DIR", work.toString());

        Outcome missing = run(environment, "bin/velero-restic-restore-helper");
        Outcome waited = run(environment, "bin/velero-restic-restore-helper", "some-uid");

        assertThat(missing.output()).contains("exactly one argument must be provided, the restore's UID");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(waited.output()).contains("All restic restores are done");
        assertThat(waited.exitCode()).isZero();
    }

    private record Outcome(int exitCode, String output) {}

    private String probe(Path... folders) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                HOME.resolve("lib") + "/*:" + Path.of("target/test-classes").toAbsolutePath(),
                PluginProbe.class.getName()));
        Stream.of(folders).map(Path::toString).forEach(command::add);
        Outcome outcome = run(Map.of(), command.toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        return outcome.output();
    }

    private Outcome run(Map<String, String> environment, String... command) throws Exception {
        List<String> words = new ArrayList<>(List.of(command));
        words.set(0, HOME.resolve(words.getFirst()).toString());
        Path output = Files.createTempFile(work, "run", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return new Outcome(process.waitFor(), Files.readString(output));
    }

    private Path dropIn(Path jar) throws IOException {
        Path folder = Files.createTempDirectory(work, "drop-in");
        Files.copy(jar, folder.resolve(jar.getFileName()));
        return folder;
    }

    private static Path samplePlugin() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../../examples/sample-plugin/target"))) {
            return files.filter(file -> file.getFileName().toString().matches("sample-plugin-.*\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path jarOf(String id, String extension, String code) throws IOException {
        Path classes = Files.createTempDirectory(work, "classes");
        SimpleJavaFileObject source =
                new SimpleJavaFileObject(
                        URI.create("string:///" + extension.replace('.', '/') + ".java"),
                        SimpleJavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return code;
                    }
                };
        List<String> options =
                List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, options, null, List.of(source))
                .call();
        assertThat(compiled).isTrue();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Plugin-Id", id);
        manifest.getMainAttributes().putValue("Plugin-Version", "1");
        Path jar = work.resolve(id + ".jar");
        String file = extension.replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("META-INF/extensions.idx"));
            out.write(extension.getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new JarEntry(file));
            out.write(Files.readAllBytes(classes.resolve(file)));
        }
        return jar;
    }
}
