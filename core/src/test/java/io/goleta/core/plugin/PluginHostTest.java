package io.goleta.core.plugin;

import static io.goleta.core.plugin.PluginBuilder.plugin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.goleta.core.plugin.PluginHost.PluginReport;
import io.goleta.core.plugin.PluginHost.PluginReport.Extension;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.action.BackupDetails;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemActionFactory;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginHostTest {
    @TempDir
    Path folder;

    private final List<PluginHost> hosts = new ArrayList<>();

    @BeforeEach
    void addsAPluginThatWorks() {
        plugin("good").backupAction("com.good.Good", "good.com/action").jar(folder.resolve("good.jar"));
    }

    @AfterEach
    void close() {
        hosts.forEach(PluginHost::close);
    }

    @Test
    void loadsAJarAndReportsWhatIsInIt() {
        PluginHost host = load();

        assertThat(host.report())
                .containsExactly(new PluginReport(
                        folder.resolve("good.jar"),
                        "good",
                        "1.2.3",
                        List.of(new Extension("BackupItemAction", "good.com/action")),
                        Optional.empty()));
        assertThat(host.backupItemActions())
                .extracting(BackupItemActionFactory::name)
                .containsExactly("good.com/action");
    }

    @Test
    void handsOutActionsInTheOrderOfTheirNamesWhateverTheFilesAreCalled() {
        plugin("z").backupAction("com.z.Z", "a.com/first").jar(folder.resolve("z.jar"));

        assertThat(load().backupItemActions())
                .extracting(BackupItemActionFactory::name)
                .containsExactly("a.com/first", "good.com/action");
    }

    @Test
    void loadsFromSeveralFoldersAndForgivesOnesThatDoNotExist(@TempDir Path other) {
        plugin("more").backupAction("com.more.More", "more.com/action").jar(other.resolve("more.jar"));

        PluginHost host = load(folder, folder.resolve("missing"), other, folder);

        assertThat(host.report()).extracting(PluginReport::id).containsExactly("good", "more");
    }

    @Test
    void ignoresFilesThatAreNoArchivesByName() throws IOException {
        Files.writeString(folder.resolve("README.md"), "hello");
        Files.writeString(folder.resolve(".hidden.jar"), "hello");
        Files.createDirectory(folder.resolve("lost+found"));

        assertThat(load().report()).extracting(PluginReport::id).containsExactly("good");
    }

    @Test
    void unpacksAZipElsewhereBecauseThePluginsFolderMayBeReadOnly() throws IOException {
        plugin("zipped").backupAction("com.zipped.Zipped", "zipped.com/action").zip(folder.resolve("zipped.zip"));
        List<Path> before = filesBelow(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            PluginHost host = load();
            assertThat(host.report())
                    .allSatisfy(plugin -> assertThat(plugin.refused()).isEmpty());
            assertThat(host.backupItemActions()).hasSize(2);
            assertThat(filesBelow(folder)).isEqualTo(before);
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void findsTheLibrariesInsideAZip(@TempDir Path elsewhere) throws IOException {
        Path library = plugin("library")
                .source(
                        "com.lib.Greeting",
                        "package com.lib; public class Greeting { public static final Object HI = \"hi\"; }")
                .jar(elsewhere.resolve("greeting.jar"));
        plugin("zipped")
                .source(
                        "com.lib.Greeting",
                        "package com.lib; public class Greeting { public static final Object HI = \"hi\"; }")
                .source(
                        "com.zipped.Zipped",
                        PluginBuilder.backupActionSource(
                                "com.zipped.Zipped",
                                "zipped.com/action",
                                "return BackupItemResult.of(item.withLabel(\"greeting\", com.lib.Greeting.HI.toString()));"))
                .withoutClass("com.lib.Greeting")
                .file("/lib/greeting.jar", Files.readAllBytes(library))
                .zip(folder.resolve("zipped.zip"));

        assertThat(execute(load(), "zipped.com/action").labels()).containsEntry("greeting", "hi");
    }

    @Test
    void rejectsAZipThatWritesOutsideOfItself() {
        plugin("evil")
                .backupAction("com.evil.Evil", "evil.com/action")
                .file("/../../evil.txt", new byte[0])
                .zip(folder.resolve("evil.zip"));

        assertRejected("evil.zip", "holds a file outside of itself: ../../evil.txt");
    }

    @Test
    void rejectsAFileThatIsNoJar() throws IOException {
        Files.writeString(folder.resolve("text.jar"), "this is not a jar");

        assertRejected("text.jar", "not a readable jar file");
    }

    @Test
    void rejectsATruncatedJar() throws IOException {
        Path jar = plugin("cut").backupAction("com.cut.Cut", "cut.com/action").jar(folder.resolve("cut.jar"));
        byte[] whole = Files.readAllBytes(jar);
        Files.write(jar, Arrays.copyOf(whole, whole.length / 2));

        assertRejected("cut.jar", "not a readable jar file");
    }

    @Test
    void rejectsAJarWithoutAManifest() {
        plugin("none")
                .withoutManifest()
                .backupAction("com.none.None", "none.com/a")
                .jar(folder.resolve("none.jar"));

        assertRejected("none.jar", "no META-INF/MANIFEST.MF");
    }

    @Test
    void rejectsAnOrdinaryLibrary() {
        plugin("x").withoutManifest().manifest("Created-By", "somebody").jar(folder.resolve("library.jar"));

        assertRejected("library.jar", "no Plugin-Id in its manifest");
    }

    @Test
    void rejectsAPluginWithoutVersion() {
        plugin("x").withoutManifest().manifest("Plugin-Id", "x").jar(folder.resolve("x.jar"));

        assertRejected("x.jar", "no Plugin-Version");
    }

    @Test
    void rejectsAPluginIdThatIsNoName() {
        plugin("../x").backupAction("com.x.X", "x.com/a").jar(folder.resolve("x.jar"));

        assertRejected("x.jar", "Plugin-Id \"../x\"");
    }

    @Test
    void tellsTheAuthorWhoForgotTheAnnotationProcessorWhatIsMissing() {
        plugin("none")
                .withoutAnnotationProcessing()
                .backupAction("com.none.None", "none.com/a")
                .jar(folder.resolve("none.jar"));

        assertRejected("none.jar", "it has no extension", "annotation processor");
    }

    @Test
    void rejectsAPluginForANewerSpi() {
        plugin("future")
                .manifest("Plugin-Requires", ">=9.0.0")
                .backupAction("com.future.Future", "future.com/a")
                .jar(folder.resolve("future.jar"));

        assertRejected("future.jar", "requires SPI >=9.0.0 but this is 0.1.0");
    }

    @Test
    void acceptsAPluginForThisSpi() {
        plugin("now")
                .manifest("Plugin-Requires", ">=0.1.0")
                .backupAction("com.now.Now", "now.com/a")
                .jar(folder.resolve("now.jar"));

        assertThat(load().backupItemActions()).hasSize(2);
    }

    @Test
    void rejectsAPluginThatNeedsAnother() {
        plugin("needy")
                .manifest("Plugin-Dependencies", "good")
                .backupAction("com.needy.Needy", "needy.com/a")
                .jar(folder.resolve("needy.jar"));

        assertRejected("needy.jar", "plugins cannot use one another");
    }

    @Test
    void rejectsRequirementsItCannotRead() {
        plugin("odd")
                .manifest("Plugin-Requires", "sometimes")
                .backupAction("com.odd.Odd", "odd.com/a")
                .jar(folder.resolve("odd.jar"));

        assertRejected("odd.jar", "Plugin-Requires \"sometimes\" is not a version range");
    }

    @Test
    void rejectsAJarThatBundlesTheSpi() throws IOException {
        byte[] copy = PluginHostTest.class
                .getResourceAsStream("/io/goleta/spi/item/ItemId.class")
                .readAllBytes();
        plugin("fat")
                .backupAction("com.fat.Fat", "fat.com/a")
                .file("io/goleta/spi/item/ItemId.class", copy)
                .jar(folder.resolve("fat.jar"));

        assertRejected("fat.jar", "bundles a copy of the SPI (io/goleta/spi/item/ItemId.class)", "scope provided");
    }

    @Test
    void rejectsAPluginThatLinksAgainstCore() {
        linksAgainst("io.goleta.core.kube.Cluster");
    }

    @Test
    void rejectsAPluginThatLinksAgainstTheKubernetesClientOfTheHost() {
        linksAgainst("io.fabric8.kubernetes.client.KubernetesClient");
    }

    @Test
    void rejectsAPluginThatLinksAgainstJacksonOfTheHost() {
        linksAgainst("com.fasterxml.jackson.databind.ObjectMapper");
    }

    private void linksAgainst(String hidden) {
        plugin("nosy")
                .source(
                        "com.nosy.Nosy",
                        PluginBuilder.backupActionSource(
                                "com.nosy.Nosy",
                                "nosy.com/a",
                                "System.out.println((Object) " + hidden + ".class); return BackupItemResult.of(item);"))
                .jar(folder.resolve("nosy.jar"));

        assertRejected("nosy.jar", "needs " + hidden + ", which is not in its jar", "com.nosy.Nosy");
    }

    @Test
    void rejectsAnExtensionWhoseSuperclassIsMissing() {
        plugin("orphan")
                .source("com.base.Base", "package com.base; public class Base {}")
                .source(
                        "com.orphan.Orphan",
                        PluginBuilder.backupActionSource("com.orphan.Orphan", "orphan.com/a", "return null;")
                                .replace("public class Orphan", "public class Orphan extends com.base.Base"))
                .withoutClass("com.base.Base")
                .jar(folder.resolve("orphan.jar"));

        assertRejected("orphan.jar", "com.orphan.Orphan cannot be used: it needs com.base.Base");
    }

    @Test
    void rejectsAnExtensionThatIsListedButMissing() {
        plugin("gone")
                .backupAction("com.gone.Gone", "gone.com/a")
                .withoutClass("com.gone.Gone")
                .jar(folder.resolve("gone.jar"));

        assertRejected("gone.jar", "com.gone.Gone is listed but not in the file");
    }

    @Test
    void rejectsAnExtensionOfNoKnownKind() {
        plugin("odd")
                .source(
                        "com.odd.Odd",
                        PluginBuilder.header("com.odd.Odd")
                                + "@Extension public class Odd implements org.pf4j.ExtensionPoint {}")
                .jar(folder.resolve("odd.jar"));

        assertRejected("odd.jar", "implements none of BackupItemActionFactory");
    }

    @Test
    void rejectsAnExtensionWhoseConstructorThrows() {
        plugin("sour")
                .source(
                        "com.sour.Sour",
                        PluginBuilder.backupActionSource("com.sour.Sour", "sour.com/a", "return null;")
                                .replace(
                                        "public String name()",
                                        "public Sour() { throw new IllegalStateException(\"bad day\"); } public String name()"))
                .jar(folder.resolve("sour.jar"));

        assertRejected("sour.jar", "the constructor of its extension com.sour.Sour failed", "bad day");
    }

    @Test
    void rejectsAPluginThatDoesNotStart() {
        plugin("late")
                .manifest("Plugin-Class", "com.late.Late")
                .source(
                        "com.late.Late",
                        "package com.late; public class Late extends org.pf4j.Plugin {"
                                + " public void start() { throw new IllegalStateException(\"no licence\"); } }")
                .backupAction("com.late.Action", "late.com/a")
                .jar(folder.resolve("late.jar"));
        plugin("absent")
                .manifest("Plugin-Class", "com.absent.Nowhere")
                .backupAction("com.absent.Action", "absent.com/a")
                .jar(folder.resolve("absent.jar"));

        assertRejected("late.jar", "does not start", "no licence");
        assertRejected("absent.jar", "com.absent.Nowhere");
    }

    @Test
    void rejectsBadNamesInVelerosWords() {
        plugin("one").backupAction("com.one.One", "action").jar(folder.resolve("one.jar"));
        plugin("two").backupAction("com.two.Two", "two.com/").jar(folder.resolve("two.jar"));
        plugin("three").backupAction("com.three.Three", "Three_x/action").jar(folder.resolve("three.jar"));
        plugin("four").backupAction("com.four.Four", "four.com/a b").jar(folder.resolve("four.jar"));

        assertRejected("one.jar", "plugin name must have exactly two parts separated by a `/`. action is invalid");
        assertRejected("two.jar", "both parts of the plugin name must be non-empty. two.com/ is invalid");
        assertRejected("three.jar", "first part of the plugin name must be a valid DNS subdomain");
        assertRejected("four.jar", "second part of the plugin name must be usable in a label");
    }

    @Test
    void rejectsTheSecondPluginOfAnIdAndNamesTheFirst() {
        plugin("good").backupAction("com.other.Other", "other.com/a").jar(folder.resolve("good-2.jar"));

        PluginHost host = load();

        PluginReport refused = reportOf(host, "good.jar");
        assertThat(refused.refused())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains("plugin id good is taken by version 1.2.3 in " + folder.resolve("good-2.jar")));
    }

    @Test
    void rejectsTheSecondExtensionOfANameButKeepsTheOthersOfItsPlugin() {
        plugin("two")
                .backupAction("com.two.Same", "good.com/action")
                .backupAction("com.two.Fresh", "two.com/action")
                .jar(folder.resolve("two.jar"));

        PluginHost host = load();

        PluginReport report = reportOf(host, "two.jar");
        assertThat(report.refused())
                .hasValue("BackupItemAction good.com/action is taken by " + folder.resolve("good.jar")
                        + "; remove one of the two");
        assertThat(report.extensions()).containsExactly(new Extension("BackupItemAction", "two.com/action"));
        assertThat(host.backupItemActions()).hasSize(2);
    }

    @Test
    void aRejectedPluginDoesNotOccupyItsId() {
        plugin("again").manifest("Plugin-Requires", ">=9.0.0").jar(folder.resolve("again-1.jar"));
        plugin("again").backupAction("com.again.Again", "again.com/a").jar(folder.resolve("again-2.jar"));

        assertThat(reportOf(load(), "again-2.jar").refused()).isEmpty();
    }

    @Test
    void namesWhatExistsWhenAProviderIsUnknown() {
        assertThatThrownBy(() -> load().objectStore("tape"))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USER))
                .hasMessageContaining("no plugin offers ObjectStore velero.io/tape")
                .hasMessageContaining("there is none");
    }

    @Test
    void givesEachPluginItsOwnWorkFolder(@TempDir Path work) {
        plugin("writer")
                .source(
                        "com.writer.Writer",
                        PluginBuilder.backupActionSource("com.writer.Writer", "writer.com/a", "return null;")
                                .replace(
                                        "return new BackupItemAction() {",
                                        "System.setProperty(\"writer.folder\", context.workDirectory().toString());"
                                                + " return new BackupItemAction() {"))
                .jar(folder.resolve("writer.jar"));

        create(load(), "writer.com/a", work);

        assertThat(Path.of(System.getProperty("writer.folder")))
                .isEqualTo(work.resolve("writer"))
                .isDirectory();
    }

    @Test
    void lettingGoOfAHostLetsGoOfItsPlugins() {
        WeakReference<?> loader = loaderOfAClosedHost();

        await().until(() -> {
            System.gc();
            return loader.get() == null;
        });
    }

    private WeakReference<?> loaderOfAClosedHost() {
        plugin("leaky")
                .source(
                        "com.leaky.Leaky",
                        PluginBuilder.backupActionSource(
                                "com.leaky.Leaky",
                                "leaky.com/a",
                                "System.getProperties().put(\"leaky.loader\","
                                        + " new java.lang.ref.WeakReference<>(Leaky.class.getClassLoader()));"
                                        + " throw new IllegalStateException();"))
                .jar(folder.resolve("leaky.jar"));
        try (PluginHost host = PluginHost.load(List.of(folder))) {
            assertThatThrownBy(() -> execute(host, "leaky.com/a")).hasMessageContaining("plugin leaky");
        }
        return (WeakReference<?>) Objects.requireNonNull(System.getProperties().remove("leaky.loader"));
    }

    private PluginHost load(Path... folders) {
        PluginHost host = PluginHost.load(folders.length == 0 ? List.of(folder) : List.of(folders));
        hosts.add(host);
        return host;
    }

    private void assertRejected(String file, String... reasons) {
        PluginHost host = load();
        assertThat(reportOf(host, file).refused())
                .hasValueSatisfying(reason -> assertThat(reason).contains(reasons));
        assertThat(host.backupItemActions())
                .extracting(BackupItemActionFactory::name)
                .containsExactly("good.com/action");
    }

    private static PluginReport reportOf(PluginHost host, String file) {
        return host.report().stream()
                .filter(report -> report.file().getFileName().toString().equals(file))
                .findFirst()
                .orElseThrow();
    }

    private KubernetesObject execute(PluginHost host, String name) {
        return create(host, name, folder)
                .execute(KubernetesObject.of(Map.of("kind", "Pod")))
                .item();
    }

    private static BackupItemAction create(PluginHost host, String name, Path work) {
        BackupItemActionFactory factory = host.backupItemActions().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        return factory.create(
                new BackupDetails(KubernetesObject.of(Map.of()), false),
                PluginConfig.empty(),
                new HostPluginContext(Clock.systemUTC(), work, new NoCluster(), "velero", Map.of()));
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }
}
