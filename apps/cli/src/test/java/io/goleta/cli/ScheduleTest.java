package io.goleta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.cli.Shell.Run;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    @RegisterExtension
    final CliFixture cli = new CliFixture();

    @Test
    void whatItsBackupsWillNotDoIsNamedAtOnce() {
        assertThat(cli.velero("schedule", "create", "a", "--schedule", "@daily", "--snapshot-volumes")
                        .err())
                .startsWith("WARNING: spec.snapshotVolumes is not supported")
                .hasLineCount(1);
    }

    @Test
    void createsASchedule() {
        Run run = cli.velero("schedule", "create", "daily", "--schedule", "0 1 * * *", "--include-namespaces", "shop");

        assertThat(run).isEqualTo(new Run(0, "Schedule \"daily\" created successfully.\n", ""));
        assertThat(schedule("daily").map("spec"))
                .isEqualTo(Map.of("schedule", "0 1 * * *", "template", Map.of("includedNamespaces", List.of("shop"))));
    }

    @Test
    void takesEveryFlagOfASchedule() {
        Run run = cli.velero(
                "create",
                "schedule",
                "often",
                "--schedule=@every 6h",
                "--labels",
                "team=shop",
                "--use-owner-references-in-backup",
                "--paused",
                "--skip-immediately=false",
                "--ttl",
                "72h");

        assertThat(run.err()).isEmpty();
        assertThat(schedule("often").labels()).isEqualTo(Map.of("team", "shop"));
        assertThat(schedule("often").map("spec")).isEqualTo(CliFixture.yaml("""
                schedule: '@every 6h'
                template: {includedNamespaces: ["*"], ttl: 72h0m0s}
                useOwnerReferencesInBackup: true
                paused: true
                skipImmediately: false
                """));
    }

    @Test
    void refusesAScheduleWithoutTimes() {
        Run run = cli.velero("schedule", "create", "daily");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("--schedule is required");
    }

    @Test
    void printsTheScheduleWithoutCreatingIt() {
        Run run = cli.velero("schedule", "create", "daily", "--schedule", "@daily", "-o", "yaml");

        assertThat(run.out()).contains("kind: Schedule", "schedule: \"@daily\"");
        assertThat(cli.all(VeleroKind.SCHEDULE)).isEmpty();
    }

    @Test
    void pausesAndUnpausesSchedules() {
        cli.velero("schedule", "create", "one", "--schedule", "@daily");
        cli.velero("schedule", "create", "two", "--schedule", "@daily", "--paused");

        assertThat(cli.velero("schedule", "pause", "--all").out())
                .contains("Schedule one paused successfully", "Schedule two is already paused, skip");
        assertThat(schedule("one").get("spec", "paused")).contains(true);
        assertThat(schedule("one").get("spec", "skipImmediately"))
                .as("nobody spoke of it")
                .isEmpty();
        assertThat(cli.velero("schedule", "get").out()).contains("PAUSED").containsPattern("one .*true");

        assertThat(cli.velero("schedule", "unpause", "one", "--skip-immediately")
                        .out())
                .isEqualTo("Schedule one unpaused successfully\n");
        assertThat(schedule("one").map("spec")).containsEntry("paused", false).containsEntry("skipImmediately", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one --all", "--all -l a=b"})
    void refusesToGuessWhichSchedulesToPause(String arguments) {
        Run run = cli.velero(("schedule pause " + arguments).strip().split(" "));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("exactly one of");
    }

    private KubernetesObject schedule(String name) {
        return cli.all(VeleroKind.SCHEDULE).stream()
                .filter(found -> found.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
