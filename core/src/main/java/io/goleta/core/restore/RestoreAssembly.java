package io.goleta.core.restore;

import io.goleta.core.kube.Cluster;
import io.goleta.core.plugin.PluginSettings;
import io.goleta.core.podvolume.HostPaths;
import io.goleta.core.podvolume.Repositories;
import io.goleta.core.podvolume.VolumeRestores;
import io.goleta.core.restore.action.BuiltInActions;
import io.goleta.core.restore.action.NamedAction;
import io.goleta.core.run.Poller;
import io.goleta.core.run.ProgressReporter;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.PluginContext;
import io.goleta.spi.action.RestoreItemActionFactory;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Puts together what one restore works with. */
record RestoreAssembly(
        Cluster cluster,
        List<RestoreItemActionFactory> plugins,
        Set<String> dataMovers,
        PluginSettings settings,
        PluginContext context,
        Clock clock) {

    RestoreTools assemble(
            RestoreRequest request,
            RestoreFilter filter,
            BackupContents backup,
            RunReporter findings,
            ProgressReporter progress) {
        BackedUpVolumes backedUp = backedUp(request, filter.includes(GroupResource.PERSISTENT_VOLUME_CLAIMS));
        RestoreContext scope = RestoreContext.of(request, backedUp);
        ActionChain actions = new ActionChain(actions(scope, findings), cluster.discovery());
        Poller poller = new Poller(clock);
        SingleFlight once = new SingleFlight();
        EmptyClaims claims = new EmptyClaims();
        OwnerReferences owners = new OwnerReferences(cluster, once, findings);
        ExistingItems existing = new ExistingItems(cluster, scope, findings);
        VolumeRestores volumes = volumes(request, findings);
        PodVolumes podVolumes = new PodVolumes(backedUp, volumes, claims, findings);
        RestoredItems restored = new RestoredItems(
                backedUp,
                owners,
                new StatusRestorer(cluster, scope, findings),
                new Definitions(cluster, poller),
                podVolumes,
                claims,
                findings);
        return new RestoreTools(
                scope,
                filter,
                backup,
                findings,
                progress,
                once,
                new Resources(cluster),
                new Namespaces(cluster, backup, findings, poller, request.terminatingTimeout()),
                new JobPods(backup, filter, backedUp),
                actions,
                new ClaimedVolumes(cluster, scope),
                owners,
                new ItemCreator(cluster, scope, existing, poller, request.terminatingTimeout()),
                volumes,
                podVolumes,
                claims,
                restored);
    }

    private BackedUpVolumes backedUp(RestoreRequest request, boolean withClaims) {
        List<KubernetesObject> podVolumeBackups = request.catalog().podVolumeBackups(RestoreContext.backupName(request));
        return BackedUpVolumes.of(podVolumeBackups, dataMovers, hostTargets(), withClaims);
    }

    /** By the paths alone, so that no pod waits for what is refused anyway; the agents look at the folders themselves. */
    private HostPaths hostTargets() {
        return HostPaths.writable(
                folders("GOLETA_HOST_PATHS"), folders("GOLETA_WRITABLE_HOST_PATHS"), Path.of("/host_paths"));
    }

    private List<Path> folders(String variable) {
        return Stream.of(Objects.requireNonNullElse(context.environment(variable), "")
                        .split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
    }

    private VolumeRestores volumes(RestoreRequest request, RunReporter findings) {
        String ownNamespace = Objects.requireNonNullElse(request.resource().namespace(), "");
        Repositories repositories = new Repositories(cluster, ownNamespace, clock);
        return new VolumeRestores(cluster, repositories, request.resource(), request.locationName(), findings, clock);
    }

    private List<NamedAction> actions(RestoreContext scope, RunReporter findings) {
        List<NamedAction> actions = new ArrayList<>(BuiltInActions.all(scope, settings, cluster));
        List<String> taken = actions.stream().map(NamedAction::name).toList();
        for (RestoreItemActionFactory plugin : plugins) {
            if (taken.contains(plugin.name())) {
                findings.warn(
                        "A plugin's action is not used because its name belongs to a built-in one: " + plugin.name());
                continue;
            }
            actions.add(new NamedAction(
                    plugin.name(), plugin.create(scope, settings.of(plugin.name(), "RestoreItemAction"), context)));
        }
        return actions;
    }
}
