package io.goleta.server;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.goleta.core.api.Backup;
import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.DeleteBackupRequest;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.PodVolumeBackup;
import io.goleta.core.api.PodVolumeRestore;
import io.goleta.core.api.ResticRepository;
import io.goleta.core.api.Restore;
import io.goleta.core.api.ServerStatusRequest;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Discovery;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Proves at the start that what the server needs was installed. */
final class InstallationCheck {
    private static final Logger LOGGER = LoggerFactory.getLogger(InstallationCheck.class);
    private static final List<Class<? extends CustomResource<?, ?>>> KINDS = List.of(
            Backup.class,
            BackupStorageLocation.class,
            DeleteBackupRequest.class,
            DownloadRequest.class,
            PodVolumeBackup.class,
            PodVolumeRestore.class,
            ResticRepository.class,
            Restore.class,
            ServerStatusRequest.class);
    private static final String REMEDY = "\"velero install --crds-only\" creates them";

    private final KubernetesClient client;
    private final Cluster cluster;
    private final String namespace;

    InstallationCheck(KubernetesClient client, Cluster cluster, String namespace) {
        this.client = client;
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /**
     * @throws GoletaException USER when the namespace or definitions are missing, all of them named
     */
    void run() {
        requireNamespace();
        requireKinds();
        warnWithoutAgents();
    }

    private void requireNamespace() {
        if (client.namespaces().withName(namespace).get() == null) {
            throw new GoletaException(
                    Fault.USER,
                    "namespace \"" + namespace + "\" does not exist; --namespace or VELERO_NAMESPACE names the one that"
                            + " this server works for");
        }
    }

    private void requireKinds() {
        Discovery discovery = cluster.refreshDiscovery();
        List<String> missing = KINDS.stream()
                .filter(kind -> discovery
                        .find(new GroupResource(VeleroApi.GROUP, HasMetadata.getPlural(kind)))
                        .isEmpty())
                .map(HasMetadata::getKind)
                .toList();
        if (missing.size() == KINDS.size()) {
            throw new GoletaException(
                    Fault.USER, "Velero API group " + VeleroApi.API_VERSION + " not found: " + REMEDY);
        }
        if (!missing.isEmpty()) {
            throw new GoletaException(
                    Fault.USER,
                    missing.stream()
                                    .map(kind -> "custom resource " + kind + " not found in Velero API group "
                                            + VeleroApi.API_VERSION)
                                    .collect(Collectors.joining("; "))
                            + ". Velero custom resources not found: " + REMEDY);
        }
    }

    private void warnWithoutAgents() {
        try {
            boolean found = Stream.of("restic", "node-agent")
                    .anyMatch(name -> client.apps()
                                    .daemonSets()
                                    .inNamespace(namespace)
                                    .withName(name)
                                    .get()
                            != null);
            if (!found) {
                LOGGER.warn(
                        "Velero restic daemonset not found; restic backups/restores will not work until it's created");
            }
        } catch (KubernetesClientException e) {
            LOGGER.info("whether there are node agents is not known: {}", e.getMessage());
        }
    }
}
