package io.goleta.core.volume;

import io.goleta.core.api.ResticRepository;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The repositories one run writes to or reads from, one per namespace and storage location. Each is asked for once; all
 * volumes of its namespace wait for the same answer. Thread-safe.
 */
public final class Repositories {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration LONGEST_CHECK = Duration.ofMinutes(1);

    private final Cluster cluster;
    private final String ownNamespace;
    private final Clock clock;
    private final ConcurrentMap<String, FutureTask<String>> known = new ConcurrentHashMap<>();

    /**
     * @param ownNamespace where ResticRepository objects live
     */
    public Repositories(Cluster cluster, String ownNamespace, Clock clock) {
        this.cluster = cluster;
        this.ownNamespace = ownNamespace;
        this.clock = clock;
    }

    /**
     * Finds or creates the ResticRepository and waits until it is ready, at most five minutes. One that its controller gave up
     * some time ago is looked at again first, for what kept it from being ready may have passed.
     *
     * @param volumeNamespace whose volumes it holds
     * @param location name of the BackupStorageLocation
     * @return the repository's identifier
     * @throws GoletaException when it cannot be used, with the reason its controller gave
     */
    public String ensure(String volumeNamespace, String location) {
        FutureTask<String> task = known.computeIfAbsent(
                volumeNamespace + "/" + location,
                key -> new FutureTask<>(() -> findOrCreate(volumeNamespace, location)));
        task.run();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GoletaException.retryable(Fault.INTERNAL, "The run was interrupted while it waited for volumes", e);
        } catch (ExecutionException e) {
            throw reason(volumeNamespace, location, Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private String findOrCreate(String volumeNamespace, String location) {
        ApiResource resource = VeleroResource.of(cluster, VeleroKind.RESTIC_REPOSITORY.id());
        Instant start = clock.instant();
        Optional<KubernetesObject> found = find(resource, volumeNamespace, location);
        if (found.filter(Repositories::isGivenUp).isPresent()) {
            askToCheck(resource, found.get());
            found = find(resource, volumeNamespace, location);
        }
        Pause pause = new Pause();
        while (true) {
            if (found.isEmpty()) {
                create(resource, volumeNamespace, location);
            } else if (isReady(found.get())) {
                return found.get().string("spec", "resticIdentifier").orElse("");
            }
            Duration waited = Duration.between(start, clock.instant());
            found.ifPresent(repository -> refuseWhenGivenUp(repository, waited));
            if (waited.compareTo(LONGEST_WAIT) >= 0) {
                throw new GoletaException(Fault.CLUSTER, "timed out waiting for restic repository to become ready");
            }
            pause.take();
            found = find(resource, volumeNamespace, location);
        }
    }

    private void askToCheck(ApiResource resource, KubernetesObject repository) {
        Map<String, String> annotation =
                Map.of(VeleroApi.CHECK_REQUESTED, clock.instant().toString());
        try {
            cluster.mergePatch(
                    resource, ownNamespace, repository.name(), Map.of("metadata", Map.of("annotations", annotation)));
        } catch (ApiException e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
    }

    private Optional<KubernetesObject> find(ApiResource resource, String volumeNamespace, String location) {
        ListOptions query = ListOptions.inNamespace(ownNamespace)
                .withLabels(VeleroApi.VOLUME_NAMESPACE + "=" + VeleroApi.labelValue(volumeNamespace) + ","
                        + VeleroApi.STORAGE_LOCATION + "=" + VeleroApi.labelValue(location));
        List<KubernetesObject> found = new ArrayList<>();
        cluster.list(resource, query, found::add);
        if (found.size() > 1) {
            throw new GoletaException(
                    Fault.USER,
                    "more than one ResticRepository found for workload namespace \"" + volumeNamespace
                            + "\", backup storage location \"" + location + "\": delete all but one of "
                            + found.stream()
                                    .map(KubernetesObject::name)
                                    .sorted()
                                    .toList());
        }
        return found.stream().findFirst();
    }

    private static boolean isReady(KubernetesObject repository) {
        return hasPhase(repository, ResticRepository.Phase.Ready);
    }

    private static boolean isGivenUp(KubernetesObject repository) {
        return hasPhase(repository, ResticRepository.Phase.NotReady);
    }

    private static boolean hasPhase(KubernetesObject repository, ResticRepository.Phase phase) {
        return repository.string("status", "phase").filter(phase.name()::equals).isPresent();
    }

    /** A repository that its controller is to look at, for the first time or again, is waited for; one that it gave up on is not. */
    private static void refuseWhenGivenUp(KubernetesObject repository, Duration waited) {
        boolean isToBeChecked = repository.annotations().containsKey(VeleroApi.CHECK_REQUESTED);
        if (isGivenUp(repository) && !(isToBeChecked && waited.compareTo(LONGEST_CHECK) < 0)) {
            throw new GoletaException(
                    Fault.STORAGE,
                    "restic repository is not ready: "
                            + repository.string("status", "message").orElse("no reason given"));
        }
    }

    private void create(ApiResource resource, String volumeNamespace, String location) {
        try {
            cluster.create(resource, manifest(volumeNamespace, location));
        } catch (ApiException e) {
            if (!e.isAlreadyExists()) {
                throw e;
            }
        }
    }

    private KubernetesObject manifest(String volumeNamespace, String location) {
        // Not a generated name: two runs that start at the same time must not create two objects for one repository.
        String name = DeterministicName.of(volumeNamespace + "-" + location, volumeNamespace, location);
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("volumeNamespace", volumeNamespace);
        spec.put("backupStorageLocation", location);
        spec.put("resticIdentifier", "");
        spec.put("maintenanceFrequency", "0s");
        return KubernetesObject.of(Map.of("apiVersion", VeleroApi.API_VERSION, "kind", "ResticRepository"))
                .with(name, "metadata", "name")
                .with(ownNamespace, "metadata", "namespace")
                .withLabel(VeleroApi.VOLUME_NAMESPACE, VeleroApi.labelValue(volumeNamespace))
                .withLabel(VeleroApi.STORAGE_LOCATION, VeleroApi.labelValue(location))
                .with(spec, "spec");
    }

    private static GoletaException reason(String volumeNamespace, String location, Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof GoletaException outage && outage.isRetryable() && outage.fault() == Fault.CLUSTER) {
            return outage; // says nothing about the repository
        }
        Fault fault = cause instanceof GoletaException known ? known.fault() : Fault.CLUSTER;
        return new GoletaException(
                fault,
                "The repository of namespace " + volumeNamespace + " in storage location " + location
                        + " cannot be used: " + cause.getMessage(),
                cause);
    }
}
