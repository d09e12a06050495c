package io.goleta.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.ResticRepository;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.json.Json;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepositoryRequeuerTest {
    private final List<String> lookedAt = new ArrayList<>();
    private final RepositoryRequeuer news = new RepositoryRequeuer(
            () -> List.of(
                    repository("ready", "cloud", ResticRepository.Phase.Ready),
                    repository("broken", "cloud", ResticRepository.Phase.NotReady),
                    repository("elsewhere", "archive", ResticRepository.Phase.NotReady)),
            (kind, name) -> lookedAt.add(kind.kind() + " " + name));

    @Test
    void allRepositoriesOfALocationThatWasEditedAreLookedAt() {
        news.look(location("a", "Available"));
        assertThat(lookedAt).as("nothing is known of before").isEmpty();

        news.look(location("a", "Available"));
        assertThat(lookedAt).as("nothing changed").isEmpty();

        news.look(location("b", "Available"));
        assertThat(lookedAt).containsExactly("ResticRepository ready", "ResticRepository broken");
    }

    @Test
    void thoseThatAreNotReadyAreLookedAtWhenTheLocationIsBack() {
        news.look(location("a", "Unavailable")).accept(ReconcileResult.update(location("a", "Unavailable")));
        assertThat(lookedAt).isEmpty();

        news.look(location("a", "Unavailable")).accept(ReconcileResult.update(location("a", "Available")));
        assertThat(lookedAt).containsExactly("ResticRepository broken");

        news.look(location("a", "Available")).accept(ReconcileResult.update(location("a", "Available")));
        assertThat(lookedAt).hasSize(1);
    }

    private static BackupStorageLocation location(String bucket, String phase) {
        BackupStorageLocation location = VeleroKind.BACKUP_STORAGE_LOCATION.of(KubernetesObject.of(Map.of(
                "metadata", Json.toMap(new ObjectMetaBuilder().withName("cloud").build()))));
        location.setSpec(new BackupStorageLocation.Spec(
                "aws",
                Map.of(),
                null,
                new BackupStorageLocation.ObjectStorage(bucket, null, null),
                null,
                null,
                null,
                null));
        location.setStatus(new BackupStorageLocation.Status(phase, null, null, null));
        return location;
    }

    private static ResticRepository repository(String name, String location, ResticRepository.Phase phase) {
        ResticRepository repository = VeleroKind.RESTIC_REPOSITORY.of(KubernetesObject.of(Map.of(
                "metadata", Json.toMap(new ObjectMetaBuilder().withName(name).build()))));
        repository.setSpec(new ResticRepository.Spec("shop", location, "", "0s"));
        repository.setStatus(new ResticRepository.Status(phase, null, null));
        return repository;
    }
}
