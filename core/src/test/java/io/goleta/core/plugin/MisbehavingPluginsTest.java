package io.goleta.core.plugin;

import static io.goleta.core.plugin.PluginBuilder.plugin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.plugin.PluginHost.PluginReport;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.action.BackupDetails;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemActionFactory;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars as authors make them on bad days: each gets one clear sentence, and its neighbour works. */
class MisbehavingPluginsTest {
    private static final String RETURNS_ITEM = "return BackupItemResult.of(item);";
    private static final Duration LONG = Duration.ofMinutes(1);

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
    void oneThatEndsTheProcessIsRejected() {
        action("System.exit(1); " + RETURNS_ITEM);

        assertRejected("its class com.bad.Bad", "calls java.lang.System.exit", "throw a GoletaException instead");
    }

    @Test
    void oneThatEndsTheProcessInAClassBesideItIsRejected() {
        plugin("bad")
                .source(
                        "com.bad.main.util.Quit",
                        "package com.bad.main.util; public class Quit { public static void now() { Runtime.getRuntime().halt(3); } }")
                .source(
                        "com.bad.main.action.Bad",
                        PluginBuilder.backupActionSource(
                                "com.bad.main.action.Bad",
                                "bad.com/action",
                                "com.bad.main.util.Quit.now(); " + RETURNS_ITEM))
                .jar(folder.resolve("bad.jar"));

        assertRejected("its class com.bad.main.util.Quit calls java.lang.Runtime.halt");
    }

    @Test
    void aLibraryThatCouldEndTheProcessIsNoReason() {
        plugin("bad")
                .source(
                        "org.lib.Tool",
                        "package org.lib; public class Tool { public static void main(String[] words) { System.exit(1); } }")
                .source(
                        "com.bad.Bad",
                        PluginBuilder.backupActionSource(
                                "com.bad.Bad", "bad.com/action", "new org.lib.Tool(); " + RETURNS_ITEM))
                .jar(folder.resolve("bad.jar"));

        assertThat(load().rejections()).isEmpty();
    }

    @Test
    void oneThatNeedsANewerClassOfTheSpiIsRejected() {
        plugin("bad")
                .source("io.goleta.spi.item.Novelty", "package io.goleta.spi.item; public class Novelty {}")
                .source(
                        "com.bad.Bad",
                        PluginBuilder.backupActionSource(
                                "com.bad.Bad", "bad.com/action", "new Novelty(); " + RETURNS_ITEM))
                .withoutClass("io.goleta.spi.item.Novelty")
                .jar(folder.resolve("bad.jar"));

        assertRejected("it was built for a newer SPI than this host's", "needs io.goleta.spi.item.Novelty");
    }

    @Test
    void oneThatNeedsANewerMethodOfTheSpiIsRejected() {
        plugin("bad")
                .source(
                        "io.goleta.spi.item.ItemId",
                        "package io.goleta.spi.item; public record ItemId(GroupResource resource, String namespace, String name)"
                                + " { public String region() { return name; } }")
                .source(
                        "com.bad.Bad",
                        PluginBuilder.backupActionSource(
                                "com.bad.Bad",
                                "bad.com/action",
                                "new ItemId(GroupResource.PODS, \"\", \"\").region(); " + RETURNS_ITEM))
                .withoutClass("io.goleta.spi.item.ItemId")
                .jar(folder.resolve("bad.jar"));

        assertRejected("it was built for a newer SPI", "com.bad.Bad", "needs io.goleta.spi.item.ItemId.region");
    }

    @Test
    void oneWithAMissingClassDeepInItsPackagesIsRejected() {
        plugin("bad")
                .source("org.lib.Tool", "package org.lib; public class Tool {}")
                .source(
                        "com.bad.deep.Inner",
                        "package com.bad.deep; public class Inner { public Object tool = new org.lib.Tool(); }")
                .source(
                        "com.bad.Bad",
                        PluginBuilder.backupActionSource(
                                "com.bad.Bad", "bad.com/action", "new com.bad.deep.Inner(); " + RETURNS_ITEM))
                .withoutClass("org.lib.Tool")
                .jar(folder.resolve("bad.jar"));

        assertRejected("its class com.bad.deep.Inner needs org.lib.Tool, which is not in its jar");
    }

    @Test
    void oneThatNeverEndsItsConstructorIsRejectedWithThePlace() {
        constructor("while (true) { try { Thread.sleep(1000); } catch (InterruptedException e) { } }");

        assertRejected(
                load(Duration.ofSeconds(5)),
                "it gave no answer in 5s, given up at com.bad.Bad.<init>(Bad.java",
                "while it was being loaded");
    }

    @Test
    void oneWhoseStaticInitialiserFailsIsRejectedWithTheCause() {
        statically("if (true) throw new IllegalStateException(\"no licence\");");

        assertRejected("a static initialiser failed with java.lang.IllegalStateException: no licence at com.bad.Bad");
    }

    @Test
    void oneThatWantsMoreMemoryThanThereIsIsRejected() {
        statically("long[] huge = new long[Integer.MAX_VALUE];");

        assertRejected("it failed while it was being loaded, with java.lang.OutOfMemoryError");
    }

    @Test
    void anActionWithoutASelectorIsNamed() {
        selector("return null;");

        assertThatThrownBy(() -> create(load(), "bad.com/action").appliesTo())
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.PLUGIN))
                .hasMessageContaining("plugin bad (BackupItemAction bad.com/action) returned null from appliesTo");
    }

    @Test
    void anActionWithAnInvalidLabelSelectorIsNamed() {
        selector("return ItemSelector.EVERYTHING.withLabels(\"a b\");");

        assertThatThrownBy(() -> create(load(), "bad.com/action").appliesTo())
                .hasMessageContaining("plugin bad (BackupItemAction bad.com/action) returned an invalid label selector")
                .hasMessageContaining("before \"b\"");
    }

    @Test
    void anActionWithoutALabelSelectorIsNamed() {
        selector("return ItemSelector.EVERYTHING.withLabels(null);");

        assertThatThrownBy(() -> create(load(), "bad.com/action").appliesTo())
                .hasMessageContaining("plugin bad (BackupItemAction bad.com/action) returned null as label selector");
    }

    @Test
    void ofTwoVersionsTheNewerIsUsedWhateverTheFilesAreCalled() {
        plugin("twice")
                .manifest("Plugin-Version", "1.9.0")
                .backupAction("com.twice.Twice", "twice.com/action")
                .jar(folder.resolve("a.jar"));
        plugin("twice")
                .manifest("Plugin-Version", "1.10.0")
                .backupAction("com.twice.Twice", "twice.com/action")
                .jar(folder.resolve("b.jar"));

        PluginHost host = load();

        assertThat(host.report())
                .filteredOn(report ->
                        report.id().equals("twice") && !report.extensions().isEmpty())
                .extracting(PluginReport::version)
                .containsExactly("1.10.0");
        assertThat(host.rejections())
                .singleElement()
                .asString()
                .contains("a.jar", "the plugin id twice is taken by version 1.10.0 in " + folder.resolve("b.jar"));
    }

    @Test
    void aFailureSaysThatTheFileWasReplacedMeanwhile() throws IOException {
        action("try { Class.forName(\"com.bad.\" + \"Later\"); } catch (ClassNotFoundException e) {"
                + " throw new IllegalStateException(e); } " + RETURNS_ITEM);
        BackupItemAction action = create(load(), "bad.com/action");
        Files.writeString(folder.resolve("bad.jar"), "something else");

        assertThatThrownBy(() -> action.execute(KubernetesObject.of(Map.of())))
                .hasMessageContaining("its file " + folder.resolve("bad.jar") + " changed after it was loaded")
                .hasMessageContaining("restart this process");
    }

    private void action(String body) {
        plugin("bad")
                .source("com.bad.Bad", PluginBuilder.backupActionSource("com.bad.Bad", "bad.com/action", body))
                .jar(folder.resolve("bad.jar"));
    }

    private void constructor(String body) {
        replaced("public String name()", "public Bad() { " + body + " } public String name()");
    }

    private void statically(String body) {
        replaced("public String name()", "static { " + body + " } public String name()");
    }

    private void selector(String body) {
        replaced("return ItemSelector.EVERYTHING;", body);
    }

    private void replaced(String code, String by) {
        String source = PluginBuilder.backupActionSource("com.bad.Bad", "bad.com/action", RETURNS_ITEM);
        assertThat(source).contains(code);
        plugin("bad").source("com.bad.Bad", source.replace(code, by)).jar(folder.resolve("bad.jar"));
    }

    private void assertRejected(String... sentence) {
        assertRejected(load(), sentence);
    }

    private void assertRejected(PluginHost host, String... sentence) {
        assertThat(host.rejections())
                .singleElement()
                .asString()
                .startsWith("plugin bad (" + folder.resolve("bad.jar") + ") is rejected and not used: ")
                .contains(sentence)
                .hasLineCount(1);
        assertThat(create(host, "good.com/action")
                        .execute(KubernetesObject.of(Map.of("kind", "Pod")))
                        .item()
                        .kind())
                .isEqualTo("Pod");
    }

    private PluginHost load() {
        return load(LONG);
    }

    private PluginHost load(Duration limit) {
        PluginHost host = PluginHost.load(List.of(folder), new PluginLimits(limit, LONG, LONG, limit), null);
        hosts.add(host);
        return host;
    }

    private BackupItemAction create(PluginHost host, String name) {
        BackupItemActionFactory factory = host.backupItemActions().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        return factory.create(
                new BackupDetails(KubernetesObject.of(Map.of()), false),
                PluginConfig.empty(),
                new HostPluginContext(Clock.systemUTC(), folder, new NoCluster(), "velero", Map.of()));
    }
}
