package io.goleta.server.repository;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.ResticRepository;
import io.goleta.core.api.UploaderType;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.server.location.StorageLocations;
import io.goleta.spi.error.GoletaException;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether repositories that are believed to be ready are still in their bucket. One whose files are gone, because somebody
 * emptied the bucket or gave the location another one, is no longer ready, and its controller makes a new one for the next
 * backup. One request for all repositories of a data mover in a location.
 */
public final class RepositoryPresence {
    private static final Logger LOGGER = LoggerFactory.getLogger(RepositoryPresence.class);
    private static final String GONE = "its files are gone from the bucket";

    private final Cluster cluster;
    private final String namespace;
    private final StorageLocations locations;

    @Inject
    public RepositoryPresence(Cluster cluster, @Named("namespace") String namespace, StorageLocations locations) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.locations = locations;
    }

    /**
     * Looks at all repositories of a location.
     *
     * @param concerned the namespaces that the caller wants to hear about
     * @return a sentence for each of those whose repository is gone
     */
    public List<String> lookAgain(String locationName, Predicate<String> concerned) {
        Optional<BackupStorageLocation> location = locations.find(locationName).filter(VeleroObject::isReadable);
        List<String> gone = new ArrayList<>();
        Map<String, Set<String>> folders = new HashMap<>();
        for (ResticRepository repository : location.isEmpty() ? List.<ResticRepository>of() : ready(locationName)) {
            String mover = RepositoryFields.dataMover(repository);
            String volumes = RepositoryFields.namespace(repository);
            try {
                RepositoryPlaces.requireReachable(RepositoryFields.address(repository, location.get()));
                Set<String> present = folders.computeIfAbsent(mover, key -> folders(location.get(), key));
                if (present.contains(UploaderType.repositories(mover) + "/" + volumes + "/")) {
                    continue;
                }
            } catch (GoletaException e) {
                LOGGER.info("cannot look for repository {}: {}", repository.name(), e.getMessage());
                continue;
            }
            announce(repository);
            if (concerned.test(volumes)) {
                gone.add("the files of the repository of namespace " + volumes + " in storage location " + locationName
                        + " are gone from the bucket: volumes of earlier backups cannot be restored; a new repository"
                        + " is made");
            }
        }
        return gone;
    }

    private List<ResticRepository> ready(String location) {
        return cluster.list(VeleroKind.RESTIC_REPOSITORY, ListOptions.inNamespace(namespace)).stream()
                .filter(VeleroObject::isReadable)
                .filter(repository -> location.equals(RepositoryFields.location(repository)))
                .filter(repository -> RepositoryFields.phase(repository) == ResticRepository.Phase.Ready)
                .toList();
    }

    private Set<String> folders(BackupStorageLocation location, String mover) {
        try (Stream<String> found = locations.store(location).folders(UploaderType.repositories(mover) + "/")) {
            return found.collect(Collectors.toSet());
        }
    }

    private void announce(ResticRepository repository) {
        LOGGER.error("repository {}: {}", repository.name(), GONE);
        ResticRepository changed = VeleroKind.RESTIC_REPOSITORY.of(repository.object());
        changed.setStatus(new ResticRepository.Status(
                ResticRepository.Phase.NotReady, GONE, RepositoryFields.lastMaintenance(repository)));
        cluster.patch(repository.object(), changed);
    }
}
