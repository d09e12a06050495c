package io.goleta.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.BackupStorageLocationSpec;
import io.goleta.core.api.BackupStorageLocationStatus;
import io.goleta.core.api.ObjectStorageLocation;
import io.goleta.core.api.RepositoryPhase;
import io.goleta.core.api.ResticRepository;
import io.goleta.core.api.ResticRepositorySpec;
import io.goleta.core.api.ResticRepositoryStatus;
import io.goleta.server.loop.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocationNewsTest {
    private final List<String> lookedAt = new ArrayList<>();
    private final LocationNews news = new LocationNews(
            () -> List.of(
                    repository("ready", "cloud", RepositoryPhase.Ready),
                    repository("broken", "cloud", RepositoryPhase.NotReady),
                    repository("elsewhere", "archive", RepositoryPhase.NotReady)),
            lookedAt::add);

    @Test
    void allRepositoriesOfALocationThatWasEditedAreLookedAt() {
        news.look(location("a", "Available"));
        assertThat(lookedAt).as("nothing is known of before").isEmpty();

        news.look(location("a", "Available"));
        assertThat(lookedAt).as("nothing changed").isEmpty();

        news.look(location("b", "Available"));
        assertThat(lookedAt).containsExactly("ready", "broken");
    }

    @Test
    void thoseThatAreNotReadyAreLookedAtWhenTheLocationIsBack() {
        news.look(location("a", "Unavailable")).accept(Outcome.update(location("a", "Unavailable")));
        assertThat(lookedAt).isEmpty();

        news.look(location("a", "Unavailable")).accept(Outcome.update(location("a", "Available")));
        assertThat(lookedAt).containsExactly("broken");

        news.look(location("a", "Available")).accept(Outcome.update(location("a", "Available")));
        assertThat(lookedAt).hasSize(1);
    }

    private static BackupStorageLocation location(String bucket, String phase) {
        BackupStorageLocation location = new BackupStorageLocation();
        location.setMetadata(new ObjectMetaBuilder().withName("cloud").build());
        location.setSpec(new BackupStorageLocationSpec(
                "aws", Map.of(), null, new ObjectStorageLocation(bucket, null, null), null, null, null, null));
        location.setStatus(new BackupStorageLocationStatus(phase, null, null, null));
        return location;
    }

    private static ResticRepository repository(String name, String location, RepositoryPhase phase) {
        ResticRepository repository = new ResticRepository();
        repository.setMetadata(new ObjectMetaBuilder().withName(name).build());
        repository.setSpec(new ResticRepositorySpec("shop", location, "", "0s"));
        repository.setStatus(new ResticRepositoryStatus(phase, null, null));
        return repository;
    }
}
