package io.goleta.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.json.Json;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VeleroObjectTest {

    @Test
    void showsTheTypesOfVelero() {
        Backup backup = backup("'spec':{'includedNamespaces':null,'ttl':'1h0m0s','new':1,"
                + "'labelSelector':{'matchLabels':{'a':'b'}}},"
                + "'status':{'phase':'Completed','startTimestamp':'2026-01-02T03:04:05Z'}");

        assertThat(backup.name()).isEqualTo("daily");
        assertThat(backup.spec().ttl()).isEqualTo("1h0m0s");
        assertThat(backup.spec().includedNamespaces()).isEmpty();
        assertThat(backup.status().phase()).isEqualTo(Backup.Phase.Completed);
        assertThat(backup.status().startTimestamp()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void whatIsAbsentIsNoProblem() {
        Backup backup = backup("'kind':'Backup'");

        assertThat(backup.problem()).isEmpty();
        assertThat(backup.spec().includedNamespaces()).isEmpty();
        assertThat(backup.status().phase()).isNull();
        assertThat(backup("'status':{}").status().phase()).isNull();
        assertThat(backup("'status':{'phase':''}").status().phase()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'status':{'phase':'Dreaming'}",
                "'status':{'startTimestamp':'yesterday'}",
                "'status':'over'",
                "'status':7",
                "'spec':[]",
                "'spec':{'includedNamespaces':7}",
                "'spec':{'orderedResources':{'pods':['a']}}",
            })
    void whatCannotBeUnderstoodIsAProblemOfThatObject(String odd) {
        Backup backup = backup(odd);

        assertThat(backup.isReadable()).isFalse();
        assertThat(backup.problem().orElseThrow()).startsWith("Backup daily cannot be understood: ");
        assertThat(backup.name()).isEqualTo("daily");
        assertThatThrownBy(backup::spec)
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USER));
        assertThatThrownBy(backup::status).isInstanceOf(GoletaException.class);
    }

    @Test
    void aChangeKeepsTheFieldsThatNoTypeKnows() {
        Backup backup = backup("'spec':{'ttl':'1h0m0s','hooks':{'resources':[1]}},"
                + "'status':{'phase':'InProgress','hookStatus':{'hooksAttempted':2},"
                + "'startTimestamp':'2026-01-02T03:04:05.678Z','failureReason':'old'}");
        KubernetesObject before = backup.object();

        backup.setStatus(new Backup.Status(
                1,
                "1.1.0",
                null,
                Backup.Phase.Completed,
                List.of(),
                backup.status().startTimestamp(),
                null,
                null,
                0,
                null,
                null));
        backup.setSpec(backup.spec().withDefaults("default", "2h0m0s", false));

        KubernetesObject after = backup.object();
        assertThat(after.map("status"))
                .isEqualTo(Map.of(
                        "phase",
                        "Completed",
                        "hookStatus",
                        Map.of("hooksAttempted", 2),
                        "startTimestamp",
                        "2026-01-02T03:04:05.678Z",
                        "version",
                        1,
                        "formatVersion",
                        "1.1.0",
                        "warnings",
                        0));
        assertThat(after.get("spec", "hooks", "resources")).contains(List.of(1));
        assertThat(after.string("spec", "ttl")).contains("2h0m0s");
        assertThat(before.string("status", "phase")).contains("InProgress");
    }

    @Test
    void setsAndTakesOffLabelsAndAnnotations() {
        Backup backup = VeleroKind.BACKUP.named("velero", "daily");

        backup.setLabel("a", "1");
        backup.setLabel("b", "2");
        backup.setLabel("a", null);
        backup.setAnnotation("c", null);

        assertThat(backup.labels()).isEqualTo(Map.of("b", "2"));
        assertThat(backup.annotations()).isEmpty();
        assertThat(backup.object().get("metadata", "annotations")).isEmpty();
        assertThat(backup.object().kind()).isEqualTo("Backup");
        assertThat(backup.object().apiVersion()).isEqualTo("velero.io/v1");
    }

    @Test
    void everyKindHasItsDefinition() {
        assertThat(VeleroKind.ALL).hasSize(11);
        assertThat(Crds.all()).hasSize(11);
        assertThat(String.join("\n", Crds.all()))
                .contains(VeleroKind.ALL.stream()
                        .map(kind -> kind.id().toString())
                        .toList());
    }

    private static Backup backup(String rest) {
        String json = "{'apiVersion':'velero.io/v1','metadata':{'name':'daily','namespace':'velero'}," + rest + "}";
        return VeleroKind.BACKUP.of(Json.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }
}
