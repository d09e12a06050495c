package io.goleta.core.plugin;

import static io.goleta.core.plugin.PluginBuilder.plugin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.action.BackupDetails;
import io.goleta.spi.action.BackupItemActionFactory;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In processes of their own: what kills one must not kill the next one without end, and has to be named. */
@Timeout(120)
class PluginsThatKillTest {
    private static final String HALT =
            "try { Class.forName(\"java.lang.Run\" + \"time\").getMethod(\"ha\" + \"lt\", int.class)"
                    + ".invoke(Runtime.getRuntime(), 7); } catch (ReflectiveOperationException e) { throw new IllegalStateException(e); }";

    @TempDir
    Path work;

    private Path plugins;

    @BeforeEach
    void addsAPluginThatWorks() throws IOException {
        plugins = Files.createDirectory(work.resolve("plugins"));
        plugin("good").backupAction("com.good.Good", "good.com/action").jar(plugins.resolve("good.jar"));
    }

    @Test
    void aFileThatKillsTheProcessWhileItIsLoadedIsSetAsideByTheNextUntilItChanges() throws Exception {
        Path jar = plugins.resolve("bad.jar");
        String source = PluginBuilder.backupActionSource("com.bad.Bad", "bad.com/action", "return null;");
        plugin("bad")
                .source(
                        "com.bad.Bad",
                        source.replace("public String name()", "static { " + HALT + " } public String name()"))
                .jar(jar);

        assertThat(run("load")).endsWith("exit 7");
        String next = run("load");
        assertThat(next)
                .contains("plugin bad (" + jar
                        + ") is rejected and not used: the process ended while it was being loaded")
                .contains("offers good.com/action")
                .endsWith("exit 0");
        assertThat(run("load")).contains("set aside until the file changes").endsWith("exit 0");

        plugin("bad").source("com.bad.Bad", source).jar(jar);
        assertThat(run("load")).contains("offers bad.com/action").endsWith("exit 0");
    }

    @Test
    void aFileThatWasBeingLoadedWhenTheProcessWasToldToEndIsNoSuspect() throws Exception {
        Path go = work.resolve("go");
        String source = PluginBuilder.backupActionSource("com.slow.Slow", "slow.com/action", "return null;");
        String waiting = "try { while (!new File(\"" + go
                + "\").exists()) Thread.sleep(10); } catch (InterruptedException e) { }";
        plugin("slow")
                .source(
                        "com.slow.Slow",
                        source.replace("public String name()", "static { " + waiting + " } public String name()"))
                .jar(plugins.resolve("slow.jar"));

        Process process = start("load");
        Path loading = work.resolve("notes/loading");
        await().until(() -> Files.exists(loading) && Files.readString(loading).contains("slow.jar"));
        process.destroy();
        assertThat(process.waitFor()).isEqualTo(128 + 15);

        Files.createFile(go);
        assertThat(run("load")).contains("offers slow.com/action").endsWith("exit 0");
    }

    @Test
    void whatRanWhenTheProcessRanOutOfMemoryIsNamedByTheNext() throws Exception {
        plugin("bad")
                .source(
                        "com.bad.Bad",
                        PluginBuilder.backupActionSource(
                                "com.bad.Bad",
                                "bad.com/action",
                                "long[][] huge = new long[1 << 20][1 << 20]; return null;"))
                .jar(plugins.resolve("bad.jar"));

        assertThat(run("bad.com/action")).doesNotContain("exit 0");

        assertThat(run("load"))
                .contains(
                        "cut off: backup velero/daily: plugin bad (BackupItemAction bad.com/action) in execute for Pod shop/web")
                .endsWith("exit 0");
        assertThat(run("load")).doesNotContain("cut off");
    }

    private String run(String action) throws IOException, InterruptedException {
        int code = start(action).waitFor();
        return Files.readString(work.resolve("output"), StandardCharsets.UTF_8) + "exit " + code;
    }

    private Process start(String action) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostProcess.class.getName(),
                        plugins.toString(),
                        work.resolve("notes").toString(),
                        action)
                .redirectOutput(work.resolve("output").toFile())
                .redirectError(work.resolve("errors").toFile())
                .start();
    }

    /** A process with plugins. */
    static final class HostProcess {
        private HostProcess() {}

        /**
         * @param arguments plugins folder, folder of notes, action to execute
         */
        public static void main(String[] arguments) {
            try (PluginHost host =
                    PluginHost.load(List.of(Path.of(arguments[0])), PluginLimits.DEFAULT, Path.of(arguments[1]))) {
                host.rejections().forEach(System.out::println);
                host.cutOff().forEach(call -> System.out.println("cut off: " + call.run() + ": " + call.call()));
                for (BackupItemActionFactory factory : host.backupItemActions()) {
                    System.out.println("offers " + factory.name());
                    if (factory.name().equals(arguments[2])) {
                        execute(factory);
                    }
                }
            }
        }

        private static void execute(BackupItemActionFactory factory) {
            KubernetesObject backup =
                    KubernetesObject.of(Map.of("metadata", Map.of("namespace", "velero", "name", "daily")));
            factory.create(
                            new BackupDetails(backup, false),
                            PluginConfig.empty(),
                            new HostPluginContext(Clock.systemUTC(), Path.of("."), new NoCluster(), "velero", Map.of()))
                    .execute(KubernetesObject.of(
                            Map.of("kind", "Pod", "metadata", Map.of("namespace", "shop", "name", "web"))));
        }
    }
}
