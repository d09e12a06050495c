package io.goleta.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Backup;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupAdmissionTest {
    @TempDir
    Path scratch;

    private World world;
    private BackupAdmission admission;

    @BeforeEach
    void start() {
        world = new World(scratch);
        world.location("default");
        admission = new BackupAdmission(
                world.cluster,
                world.locations,
                new BackupAdmission.Defaults("default", Duration.ofHours(720), true),
                world.clock);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void fillsInWhatTheAuthorLeftToTheServer() {
        Backup backup = admit("{}");

        assertThat(backup.status().phase()).isEqualTo(Backup.Phase.InProgress);
        assertThat(backup.status().startTimestamp()).isEqualTo(world.clock.instant());
        assertThat(backup.status().expiration()).isEqualTo(world.clock.instant().plus(Duration.ofHours(720)));
        assertThat(backup.status().version()).isEqualTo(1);
        assertThat(backup.status().formatVersion()).isEqualTo("1.1.0");
        assertThat(backup.spec().ttl()).isEqualTo("720h0m0s");
        assertThat(backup.spec().storageLocation()).isEqualTo("default");
        assertThat(backup.labels()).containsEntry("velero.io/storage-location", "default");
        assertThat(backup.annotations())
                .containsKeys(
                        "velero.io/source-cluster-k8s-gitversion",
                        "velero.io/source-cluster-k8s-major-version",
                        "velero.io/source-cluster-k8s-minor-version");
    }

    @Test
    void whatTheAuthorSaidStays() {
        Backup backup = admit("{'ttl':'1h','storageLocation':'default','includedNamespaces':['team-*']}");

        assertThat(backup.status().expiration()).isEqualTo(world.clock.instant().plus(Duration.ofHours(1)));
        assertThat(backup.spec().includedNamespaces()).containsExactly("team-*");
    }

    @Test
    void aBackupWithoutASpecIsABackupOfEverything() {
        Backup backup = admission.admit(world.named(VeleroKind.BACKUP, "b"));

        assertThat(backup.status().phase()).isEqualTo(Backup.Phase.InProgress);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {'includedNamespaces':['*','a']}                       | Invalid included/excluded namespace lists: includes list must either contain '*' only, or a non-empty list of items
        {'includedNamespaces':['Shop']}                        | Invalid included/excluded namespace lists: invalid namespace "Shop": a lowercase RFC 1123 label must
        {'includedResources':['pods'],'excludedResources':['pods']} | Invalid included/excluded resource lists: excludes list cannot contain an item in the includes list: pods
        {'labelSelector':{'matchLabels':{'a':'b'}},'orLabelSelectors':[{}]} | encountered labelSelector as well as orLabelSelectors in backup spec, only one can be specified
        {'labelSelector':{'matchExpressions':[{'key':'a','operator':'Like'}]}} | Invalid label selector: "Like" is not a valid label selector operator
        {'storageLocation':'nowhere'}                          | an existing backup storage location wasn't specified at backup creation time and the default 'nowhere' wasn't found.
        {'storageLocation':'archive'}                          | backup can't be created because backup storage location archive is currently in read-only mode
        {'ttl':'long'}                                         | Invalid ttl: "long" is not a duration
        """)
    void refusesWithTheReason(String spec, String reason) {
        world.location("archive", "ReadOnly");

        Backup backup = admit(spec);

        assertThat(backup.status().phase()).isEqualTo(Backup.Phase.FailedValidation);
        assertThat(backup.status().startTimestamp()).isNull();
        assertThat(backup.status().expiration()).isEqualTo(world.clock.instant().plus(Duration.ofHours(720)));
        assertThat(backup.status().validationErrors())
                .singleElement()
                .asString()
                .startsWith(reason);
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        Backup backup = admit("{'ttl':'long','storageLocation':'nowhere','excludedResources':['*']}");

        assertThat(backup.status().validationErrors()).hasSize(3);
    }

    private Backup admit(String spec) {
        Backup backup = world.named(VeleroKind.BACKUP, "b");
        byte[] json = spec.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        backup.setSpec(Json.convert(Json.readMap(json), Backup.Spec.class));
        return admission.admit(backup);
    }
}
