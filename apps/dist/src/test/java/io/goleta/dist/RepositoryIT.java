package io.goleta.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a repository, by the real command, the real server and real restic. */
class RepositoryIT {
    private static final String WELL_KNOWN = "static-passw0rd";

    @TempDir
    Path work;

    private World world;

    @BeforeEach
    void startEverything() throws IOException {
        world = new World(work);
        world.installation.server();
        world.agent();
    }

    @AfterEach
    void stopEverything() {
        world.close();
    }

    /** One test, because everything has to be started for it. */
    @Test
    void everythingAboutRepositoriesAndSettings() throws Exception {
        theServerTellsWhatItsPluginsCanBeToldAndJudgesConfigMaps();
        aRepositoryOfVelerosIsTakenOverVerifiedGivenItsOwnKeyAndPruned();
    }

    private void aRepositoryOfVelerosIsTakenOverVerifiedGivenItsOwnKeyAndPruned() throws Exception {
        world.deployShop(1);
        Files.writeString(world.volume("web", "data").resolve("order.txt"), "42");
        assertThat(restic(WELL_KNOWN, "init")).isZero();

        world.velero("backup", "create", "b1", "--include-namespaces", World.NAMESPACE, "--wait");
        assertThat(opensWith(WELL_KNOWN)).isTrue();
        String name =
                world.velero("restic", "repo", "get").lines().toList().get(1).split(" ")[0];

        assertThat(world.velero("restic", "repo", "check", name, "--read-data-subset", "100%"))
                .contains("no errors were found")
                .endsWith("check succeeded\n");

        List<String> before = dataFiles();
        world.velero("restic", "repo", "rotate-key", name);
        assertThat(dataFiles()).as("no data was rewritten").isEqualTo(before);
        assertThat(opensWith(WELL_KNOWN)).isFalse();
        assertThat(opensWith(ownPassword())).isTrue();

        world.velero("backup", "create", "b2", "--include-namespaces", World.NAMESPACE, "--wait");
        assertThat(world.velero("restic", "repo", "prune", name)).endsWith("prune succeeded\n");
        world.velero("restic", "repo", "unlock", name);

        world.destroyShop();
        world.velero("restore", "create", "r1", "--from-backup", "b2", "--wait");
        world.awaitRunning("web");
        assertThat(world.volume("web", "data").resolve("order.txt")).hasContent("42");
    }

    private void theServerTellsWhatItsPluginsCanBeToldAndJudgesConfigMaps() throws IOException {
        assertThat(world.velero("plugin", "config", "get", "velero.io/restic"))
                .contains("velero.io/restic (DataMover): defaults")
                .contains("velero.io/restic (RestoreItemAction): defaults")
                .containsPattern("packSize +0 +0 +default")
                .containsPattern("memLimit +128Mi +128Mi +default");

        Files.writeString(work.resolve("tuning.yaml"), """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: tuning, namespace: velero,
                  labels: {velero.io/plugin-config: "", velero.io/restic: DataMover}}, data: {packSize: "4000"}}
                """);
        Installation.Outcome outcome = world.installation.velero(
                "plugin",
                "config",
                "validate",
                "-f",
                work.resolve("tuning.yaml").toString());
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).contains("packSize is \"4000\" but must be 0 or a number of MiB from 4 to 128");
    }

    private boolean opensWith(String password) throws Exception {
        return restic(password, "cat", "config", "--no-lock") == 0;
    }

    private int restic(String password, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("restic", "--no-cache"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("RESTIC_REPOSITORY", world.repository(World.NAMESPACE).toString());
        builder.environment().put("RESTIC_PASSWORD", password);
        return builder.redirectOutput(work.resolve("restic.out").toFile())
                .start()
                .waitFor();
    }

    private String ownPassword() {
        Map<String, String> data = world.client
                .secrets()
                .inNamespace(Velero.NAMESPACE)
                .withName("velero-restic-credentials")
                .get()
                .getData();
        String entry = data.entrySet().stream()
                .filter(candidate -> candidate.getKey().startsWith("repository-password."))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        return new String(Base64.getDecoder().decode(entry), StandardCharsets.UTF_8);
    }

    private List<String> dataFiles() throws IOException {
        try (Stream<Path> files = Files.walk(world.repository(World.NAMESPACE))) {
            return files.filter(Files::isRegularFile)
                    .map(file ->
                            world.repository(World.NAMESPACE).relativize(file).toString())
                    .filter(file -> !file.startsWith("keys") && !file.startsWith("locks"))
                    .sorted()
                    .toList();
        }
    }
}
