package io.goleta.cli.install;

import io.goleta.cli.client.ClientVersion;
import io.goleta.cli.install.manifest.Installation;
import io.goleta.cli.install.manifest.Manifests;
import io.goleta.cli.output.ObjectText;
import io.goleta.cli.output.OutputFormat;
import io.goleta.cli.output.OutputOptions;
import io.goleta.cli.platform.PlatformFinder;
import io.goleta.cli.platform.ProfileOptions;
import io.goleta.cli.session.Session;
import io.goleta.core.platform.Platform;
import io.goleta.core.platform.PlatformProfiles;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.platform.PlatformRequirements;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code velero install}. */
public final class InstallCommand implements Runnable {
    private final Session session;

    @Mixin
    private final InstallFlags flags = new InstallFlags();

    @Option(names = "--crds-only", description = "Install only the custom resource definitions.")
    private boolean definitionsOnly;

    @Option(names = "--apply", description = "Update existing objects, which are otherwise left unchanged.")
    private boolean apply;

    @Option(names = "--dry-run", description = "Change nothing; with -o, print the objects.")
    private boolean dryRun;

    @Option(names = "--wait", description = "Wait until the pods are ready, and print their state.")
    private boolean wait;

    @Option(
            names = "--platform",
            split = ",",
            paramLabel = "NAME",
            description = "The platform to install for, as listed by \"velero platform get\" (auto: detect it).")
    private List<String> platforms = List.of(PlatformProfiles.AUTO);

    @Option(
            names = "--platform-changes",
            description = "Also apply the platform's patches of other objects, such as storage classes.")
    private boolean platformChanges;

    @Mixin
    private final ProfileOptions platformOptions = new ProfileOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** A command that installs into this session's cluster. */
    public InstallCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        Optional<OutputFormat> format = output.format();
        if (format.equals(Optional.of(OutputFormat.TABLE))) {
            throw new GoletaException(Fault.USER, "--output must be yaml or json");
        }
        // Standard output may be read by a program.
        InstallLog log = new InstallLog(
                format.isPresent() ? session.environment().terminal().err() : session.out());
        if (!definitionsOnly) {
            installation(PlatformRequirements.NONE); // rejects invalid flags before the cluster is queried
            session.warn(flags.withoutEffect());
        }
        Platform platform = platform();
        List<KubernetesObject> definitions = Manifests.definitions();
        Optional<Installation> installation =
                definitionsOnly ? Optional.empty() : Optional.of(installation(platform.requirements()));
        platform.reasons().forEach(log::print);
        List<KubernetesObject> objects = installation.map(Manifests::of).orElse(List.of());
        format.ifPresent(chosen -> session.out().print(text(definitions, objects, chosen)));
        PlatformSteps steps = new PlatformSteps(platform, log);
        if (dryRun) {
            steps.printManualSteps();
            return;
        }
        steps.checkNamespace(session.cluster(), session.namespace());
        install(definitions, objects, log);
        if (platformChanges) {
            steps.applyPatches(session.cluster());
        }
        steps.printManualSteps(); // pods may not start before these steps are done
        installation.ifPresent(wanted -> finish(wanted, log));
    }

    /** The platform matters to agents only: without them it is not detected. */
    private Platform platform() {
        if (definitionsOnly || !flags.agent.wanted) {
            return new Platform(List.of(), List.of(), PlatformRequirements.NONE);
        }
        PlatformFinder finder = new PlatformFinder(session, platformOptions);
        return dryRun ? finder.platformOffline(platforms) : finder.platform(platforms);
    }

    private Installation installation(PlatformRequirements platform) {
        return flags.installation(
                session, "goleta/goleta:" + ClientVersion.read().version(), platform);
    }

    private void install(List<KubernetesObject> definitions, List<KubernetesObject> objects, InstallLog log) {
        Installer installer = new Installer(session.cluster(), apply, log, session.poller());
        installer.definitions(definitions);
        installer.objects(objects);
    }

    private static String text(
            List<KubernetesObject> definitions, List<KubernetesObject> objects, OutputFormat format) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("apiVersion", "v1");
        list.put(
                "items",
                Stream.concat(definitions.stream(), objects.stream())
                        .map(KubernetesObject::content)
                        .toList());
        list.put("kind", "List");
        list.put("metadata", Map.of());
        return format == OutputFormat.JSON ? ObjectText.json(list) : ObjectText.yaml(list);
    }

    private void finish(Installation installation, InstallLog log) {
        if (wait) {
            awaitPods(installation, log);
        }
        report(installation, log);
    }

    private void awaitPods(Installation installation, InstallLog log) {
        RolloutWait rollout = new RolloutWait(session.cluster(), installation.namespace(), log, session.poller());
        log.print("Waiting for Velero deployment to be ready.");
        rollout.await(Workload.SERVER);
        if (installation.agent().isPresent()) {
            log.print("Waiting for Velero restic daemonset to be ready.");
            rollout.await(Workload.AGENTS);
        }
    }

    private static void report(Installation installation, InstallLog log) {
        if (installation.storage().credentials().isEmpty()) {
            log.print("\nNo secret file was specified, no Secret created.\n");
        }
        if (installation.storage().backups().isEmpty()) {
            log.print("\nNo bucket and provider were specified, no default backup storage location created.\n");
        }
        log.print("Velero is installed! ⛵ Use 'kubectl logs deployment/velero -n " + installation.namespace()
                + "' to view the status.");
    }
}
