package io.goleta.core.podvolume;

import io.goleta.core.api.ResticRepository;
import io.goleta.core.api.UploaderType;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.run.Poller;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/**
 * The repositories one run writes to or reads from, one per namespace, data mover and storage location. Each is asked for once;
 * all volumes that belong into it wait for the same answer. Thread-safe.
 */
public final class Repositories {
    private static final ApiResource RESOURCE = ApiResource.of(VeleroKind.RESTIC_REPOSITORY);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration LONGEST_CHECK = Duration.ofMinutes(1);
    private static final String CHECK_FAILED = "Failed";

    private final Cluster cluster;
    private final String ownNamespace;
    private final Clock clock;
    private final ConcurrentMap<Wanted, FutureTask<KubernetesObject>> known = new ConcurrentHashMap<>();
    private final Set<Wanted> doubted = ConcurrentHashMap.newKeySet();
    private final Set<Wanted> foundDamaged = ConcurrentHashMap.newKeySet();

    /** One repository. */
    private record Wanted(String dataMover, String volumeNamespace, String location) {
        boolean isSpecOf(KubernetesObject repository) {
            return repository.string("spec", "volumeNamespace").equals(Optional.of(volumeNamespace))
                    && repository.string("spec", "backupStorageLocation").equals(Optional.of(location));
        }

        /** For messages; the words about restic are Velero's. */
        String kind() {
            return UploaderType.of(dataMover) + " repository";
        }
    }

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
     * @param dataMover name of the one that it belongs to
     * @param volumeNamespace whose volumes it holds
     * @param location name of the BackupStorageLocation
     * @return the repository's identifier
     * @throws GoletaException when it cannot be used, with the reason its controller gave
     */
    public String ensure(String dataMover, String volumeNamespace, String location) {
        return ensure(new Wanted(dataMover, volumeNamespace, location))
                .string("spec", "resticIdentifier")
                .orElse("");
    }

    /**
     * What the latest check found damaged in a repository that is ready; told once in a run.
     *
     * @throws GoletaException when it cannot be used
     */
    public Optional<String> newsOfDamage(String dataMover, String volumeNamespace, String location) {
        Wanted wanted = new Wanted(dataMover, volumeNamespace, location);
        KubernetesObject repository = ensure(wanted);
        boolean isDamaged = CHECK_FAILED.equals(repository.annotations().get(VeleroApi.LAST_CHECK_RESULT));
        return isDamaged && foundDamaged.add(wanted)
                ? Optional.of("The repository of namespace " + volumeNamespace + " in storage location " + location
                        + " is damaged, so what is backed up into it may not be restorable: "
                        + repository.string("status", "message").orElse("its latest check failed")
                        + "; repair it, or remove it, then the next backup creates a new one")
                : Optional.empty();
    }

    /**
     * Has the controller look again at a repository that it believes to be ready, because a transfer failed: its files may be gone.
     * Once in a run. {@link #ensure} then waits for what the controller finds.
     */
    public void doubt(String dataMover, String volumeNamespace, String location) {
        Wanted wanted = new Wanted(dataMover, volumeNamespace, location);
        if (doubted.contains(wanted)) {
            return;
        }
        find(wanted).filter(Repositories::isReady).ifPresent(repository -> {
            Map<String, String> unknown = Map.of("phase", ResticRepository.Phase.New.name());
            cluster.mergePatch(RESOURCE, ownNamespace, repository.name(), Map.of("status", unknown));
            known.remove(wanted);
        });
        doubted.add(wanted);
    }

    private KubernetesObject ensure(Wanted wanted) {
        FutureTask<KubernetesObject> task =
                known.computeIfAbsent(wanted, key -> new FutureTask<>(() -> findOrCreate(wanted)));
        task.run();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GoletaException.retryable(Fault.INTERNAL, "The run was interrupted while it waited for volumes", e);
        } catch (ExecutionException e) {
            throw reason(wanted, Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private KubernetesObject findOrCreate(Wanted wanted) {
        Instant start = clock.instant();
        Optional<KubernetesObject> first = find(wanted);
        if (first.filter(Repositories::isReady).isPresent()) {
            return first.get();
        }
        first.filter(Repositories::isGivenUp).ifPresent(this::askToCheck);
        return new Poller(clock)
                .first(LONGEST_WAIT, () -> {
                    Optional<KubernetesObject> found = find(wanted);
                    if (found.isEmpty()) {
                        create(wanted);
                    }
                    Optional<KubernetesObject> ready = found.filter(Repositories::isReady);
                    if (ready.isEmpty()) {
                        Duration waited = Duration.between(start, clock.instant());
                        found.ifPresent(repository -> refuseWhenGivenUp(wanted, repository, waited));
                    }
                    return ready;
                })
                .orElseThrow(() -> new GoletaException(
                        Fault.CLUSTER, "timed out waiting for " + wanted.kind() + " to become ready"));
    }

    private void askToCheck(KubernetesObject repository) {
        Map<String, String> annotation =
                Map.of(VeleroApi.CHECK_REQUESTED, clock.instant().toString());
        try {
            cluster.mergePatch(
                    RESOURCE, ownNamespace, repository.name(), Map.of("metadata", Map.of("annotations", annotation)));
        } catch (ApiException e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
    }

    private Optional<KubernetesObject> find(Wanted wanted) {
        ListOptions query = ListOptions.inNamespace(ownNamespace).withLabels(selector(labels(wanted)));
        List<KubernetesObject> found = new ArrayList<>();
        cluster.list(RESOURCE, query, repository -> {
            if (wanted.dataMover().equals(UploaderType.RESTIC) || wanted.isSpecOf(repository)) {
                found.add(repository);
            }
        });
        if (found.size() > 1) {
            throw new GoletaException(
                    Fault.USER,
                    "more than one ResticRepository found for workload namespace \"" + wanted.volumeNamespace()
                            + "\", backup storage location \"" + wanted.location() + "\": delete all but one of "
                            + found.stream()
                                    .map(KubernetesObject::name)
                                    .sorted()
                                    .toList());
        }
        return found.stream().findFirst();
    }

    private static Map<String, String> labels(Wanted wanted) {
        return RepositoryLabels.of(wanted.dataMover(), wanted.volumeNamespace(), wanted.location());
    }

    private static String selector(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .sorted(Comparator.reverseOrder())
                .collect(Collectors.joining(","));
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
    private static void refuseWhenGivenUp(Wanted wanted, KubernetesObject repository, Duration waited) {
        boolean isToBeChecked = repository.annotations().containsKey(VeleroApi.CHECK_REQUESTED);
        if (isGivenUp(repository) && !(isToBeChecked && waited.compareTo(LONGEST_CHECK) < 0)) {
            throw new GoletaException(
                    Fault.STORAGE,
                    wanted.kind() + " is not ready: "
                            + repository.string("status", "message").orElse("no reason given"));
        }
    }

    private void create(Wanted wanted) {
        try {
            cluster.create(RESOURCE, manifest(wanted));
        } catch (ApiException e) {
            if (!e.isAlreadyExists()) {
                throw e;
            }
        }
    }

    private KubernetesObject manifest(Wanted wanted) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("volumeNamespace", wanted.volumeNamespace());
        spec.put("backupStorageLocation", wanted.location());
        spec.put("resticIdentifier", "");
        spec.put("maintenanceFrequency", "0s");
        return KubernetesObject.of(Map.of("apiVersion", VeleroApi.API_VERSION, "kind", "ResticRepository"))
                .with(name(wanted), "metadata", "name")
                .with(ownNamespace, "metadata", "namespace")
                .with(labels(wanted), "metadata", "labels")
                .with(spec, "spec");
    }

    /** Not a generated name: two runs that start at the same time must not create two objects for one repository. */
    private static String name(Wanted wanted) {
        String prefix = wanted.volumeNamespace() + "-" + wanted.location();
        return wanted.dataMover().equals(UploaderType.RESTIC)
                ? DeterministicName.of(prefix, wanted.volumeNamespace(), wanted.location())
                : DeterministicName.of(prefix, wanted.volumeNamespace(), wanted.location(), wanted.dataMover());
    }

    private static GoletaException reason(Wanted wanted, Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof GoletaException outage && outage.isRetryable() && outage.fault() == Fault.CLUSTER) {
            return outage; // says nothing about the repository
        }
        Fault fault = cause instanceof GoletaException known ? known.fault() : Fault.CLUSTER;
        return new GoletaException(
                fault,
                "The repository of namespace " + wanted.volumeNamespace() + " in storage location " + wanted.location()
                        + " cannot be used: " + cause.getMessage(),
                cause);
    }
}
