package io.goleta.server;

import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Discovery;
import io.goleta.core.kube.ListOptions;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks at startup that everything the server needs is installed. */
final class InstallationCheck {
    private static final Logger LOGGER = LoggerFactory.getLogger(InstallationCheck.class);
    // Schedules and snapshots of volumes have no controller here.
    private static final List<VeleroKind<?>> KINDS = VeleroKind.ALL.stream()
            .filter(kind -> kind != VeleroKind.SCHEDULE && kind != VeleroKind.VOLUME_SNAPSHOT_LOCATION)
            .toList();
    private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
    private static final GroupResource DAEMON_SETS = new GroupResource("apps", "daemonsets");
    private static final String REMEDY = "\"velero install --crds-only\" creates them";

    private final Cluster cluster;
    private final String namespace;

    @Inject
    InstallationCheck(Cluster cluster, @Named("namespace") String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /**
     * @throws GoletaException USER when the namespace or definitions are missing; names all of them
     */
    void run() {
        requireNamespace();
        requireKinds();
        warnWithoutAgents();
        warnOfSnapshotLocations();
    }

    private void requireNamespace() {
        if (cluster.get(new ItemId(NAMESPACES, null, namespace)).isEmpty()) {
            throw new GoletaException(
                    Fault.USER,
                    "namespace \"" + namespace
                            + "\" does not exist; set --namespace or VELERO_NAMESPACE to the namespace of"
                            + " this installation");
        }
    }

    private void requireKinds() {
        Discovery discovery = cluster.refreshDiscovery();
        List<String> missing = KINDS.stream()
                .filter(kind -> discovery.find(kind.id()).isEmpty())
                .map(VeleroKind::kind)
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

    private void warnOfSnapshotLocations() {
        try {
            if (cluster.discovery()
                    .find(VeleroKind.VOLUME_SNAPSHOT_LOCATION.id())
                    .isEmpty()) {
                return;
            }
            cluster.list(VeleroKind.VOLUME_SNAPSHOT_LOCATION, ListOptions.inNamespace(namespace))
                    .forEach(location -> LOGGER.warn(
                            "VolumeSnapshotLocation {} has no effect: volumes are backed up as files, not as snapshots"
                                    + " of their storage",
                            location.name()));
        } catch (GoletaException e) {
            LOGGER.info("cannot look for volume snapshot locations: {}", e.getMessage());
        }
    }

    private void warnWithoutAgents() {
        try {
            boolean found = Stream.of("restic", "node-agent")
                    .anyMatch(name -> cluster.get(new ItemId(DAEMON_SETS, namespace, name))
                            .isPresent());
            if (!found) {
                LOGGER.warn(
                        "Velero restic daemonset not found; restic backups/restores will not work until it's created");
            }
        } catch (GoletaException e) {
            LOGGER.info("cannot check for node agents: {}", e.getMessage());
        }
    }
}
