package io.goleta.cli;

import io.goleta.cli.client.CompletionCommand;
import io.goleta.cli.client.ConfigGetCommand;
import io.goleta.cli.client.ConfigSetCommand;
import io.goleta.cli.client.HelpCommand;
import io.goleta.cli.coverage.CoverageCommand;
import io.goleta.cli.create.CreateBackupCommand;
import io.goleta.cli.create.CreateRestoreCommand;
import io.goleta.cli.delete.DeleteCommand;
import io.goleta.cli.delete.Deletions;
import io.goleta.cli.describe.DescribeCommand;
import io.goleta.cli.download.DownloadCommand;
import io.goleta.cli.download.LogsCommand;
import io.goleta.cli.get.BackupTable;
import io.goleta.cli.get.GetCommand;
import io.goleta.cli.get.GetLocationsCommand;
import io.goleta.cli.get.RepositoryTable;
import io.goleta.cli.get.RestoreTable;
import io.goleta.cli.get.ScheduleTable;
import io.goleta.cli.get.SnapshotLocationTable;
import io.goleta.cli.install.InstallCommand;
import io.goleta.cli.install.UninstallCommand;
import io.goleta.cli.location.CreateLocationCommand;
import io.goleta.cli.location.SetLocationCommand;
import io.goleta.cli.platform.PlatformDetectCommand;
import io.goleta.cli.platform.PlatformGetCommand;
import io.goleta.cli.restic.RepositoryCommand;
import io.goleta.cli.serverinfo.PluginConfigGetCommand;
import io.goleta.cli.serverinfo.PluginConfigValidateCommand;
import io.goleta.cli.serverinfo.PluginGetCommand;
import io.goleta.cli.serverinfo.VersionCommand;
import io.goleta.cli.session.Session;
import io.goleta.cli.session.VeleroKind;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.RepositoryRequest.Operation;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/** Every command by its name, once under its resource and once under its verb: {@code backup get} and {@code get backups}. */
final class CommandTree {
    private static final List<String> NAMES = List.of(
            "backup",
            "backup-location",
            "coverage",
            "platform",
            "plugin",
            "restic",
            "restore",
            "schedule",
            "snapshot-location",
            "create",
            "delete",
            "describe",
            "get",
            "client",
            "completion",
            "help",
            "install",
            "uninstall",
            "version");

    /** These look at all the others. */
    private static final Set<String> OBSERVERS = Set.of("completion", "help");

    private final Session session;
    private final CommandLine velero;

    CommandTree(Session session, CommandLine velero) {
        this.session = session;
        this.velero = velero;
    }

    /** Adds the command that {@code word} names, because making all of them takes longer than most of them run; else all. */
    void add(String word) {
        if (NAMES.contains(word) && !OBSERVERS.contains(word)) {
            addCommand(word);
        } else {
            NAMES.forEach(this::addCommand);
        }
    }

    private void addCommand(String name) {
        switch (name) {
            case "backup" -> backup().addTo(velero);
            case "backup-location" -> backupLocation().addTo(velero);
            case "coverage" -> add(name, "Say which volumes backups protect.", new CoverageCommand(session));
            case "platform" -> platform().addTo(velero);
            case "plugin" -> plugin().addTo(velero);
            case "restic" -> restic().addTo(velero);
            case "restore" -> restore().addTo(velero);
            case "schedule" -> schedule().addTo(velero);
            case "snapshot-location" -> snapshotLocation().addTo(velero);
            case "create" -> create().addTo(velero);
            case "delete" -> delete().addTo(velero);
            case "describe" -> describe().addTo(velero);
            case "get" -> get().addTo(velero);
            case "client" -> client().addTo(velero);
            case "completion" -> add(name, "Print a completion script for a shell.", new CompletionCommand(session));
            case "help" -> add(name, "Show the help of a command.", new HelpCommand(session));
            case "install" -> add(name, "Install Velero, by Goleta, in a cluster.", new InstallCommand(session));
            case "uninstall" -> add(name, "Remove it from a cluster.", new UninstallCommand(session));
            case "version" -> add(name, "Print the versions of client and server.", new VersionCommand(session));
            default -> throw new IllegalArgumentException("no command " + name);
        }
    }

    private void add(String name, String description, Object command) {
        Group.addCommand(velero, name, description, command);
    }

    private Group backup() {
        return new Group("backup", "Work with backups.")
                .add("create", "Create a backup.", createBackup())
                .add("delete", "Delete backups with all their data.", deleteBackups())
                .add("describe", "Describe backups.", DescribeCommand.backups(session))
                .add("download", "Download a backup's archive of objects.", new DownloadCommand(session))
                .add("get", "List backups.", getBackups())
                .add("logs", "Print a backup's log.", logs(VeleroKind.BACKUP, DownloadRequest.Kind.BackupLog));
    }

    private Group backupLocation() {
        return new Group("backup-location", "Work with backup storage locations.")
                .add("create", "Create a location.", new CreateLocationCommand(session))
                .add("delete", "Delete locations; what is in the bucket stays.", deleteLocations())
                .add("get", "List locations.", new GetLocationsCommand(session))
                .add("set", "Change a location.", new SetLocationCommand(session));
    }

    private Group platform() {
        return new Group("platform", "What is special to a cluster's platform.")
                .add("detect", "Say which platform the cluster is, and why.", new PlatformDetectCommand(session))
                .add("get", "List the platforms that are known.", new PlatformGetCommand(session));
    }

    private Group plugin() {
        return new Group("plugin", "Work with plugins.")
                .add("get", "List the plugins of the server.", new PluginGetCommand(session))
                .add(
                        "config",
                        new Group("config", "Work with the ConfigMaps of plugins.")
                                .add(
                                        "get",
                                        "Show keys, values and where they are from.",
                                        new PluginConfigGetCommand(session))
                                .add(
                                        "validate",
                                        "Judge a ConfigMap in a file.",
                                        new PluginConfigValidateCommand(session)));
    }

    private Group restic() {
        return new Group("restic", "Work with restic.")
                .add(
                        "repo",
                        new Group("repo", "Work with restic repositories.")
                                .add("check", "Verify a repository.", new RepositoryCommand.Check(session))
                                .add("get", "List restic repositories.", getRepositories())
                                .add(
                                        "prune",
                                        "Free the space of snapshots that are gone.",
                                        new RepositoryCommand(session, Operation.PRUNE))
                                .add(
                                        "rotate-key",
                                        "Give a repository a new password of its own.",
                                        new RepositoryCommand(session, Operation.ROTATE_KEY))
                                .add(
                                        "unlock",
                                        "Remove the locks of dead processes.",
                                        new RepositoryCommand(session, Operation.UNLOCK)));
    }

    private Group restore() {
        return new Group("restore", "Work with restores.")
                .add("create", "Create a restore.", createRestore())
                .add("delete", "Delete restores; what was restored stays.", deleteRestores())
                .add("describe", "Describe restores.", DescribeCommand.restores(session))
                .add("get", "List restores.", getRestores())
                .add("logs", "Print a restore's log.", logs(VeleroKind.RESTORE, DownloadRequest.Kind.RestoreLog));
    }

    private Group schedule() {
        return new Group("schedule", "Work with schedules.")
                .add("delete", "Delete schedules; their backups stay.", deleteSchedules())
                .add("describe", "Describe schedules.", DescribeCommand.schedules(session))
                .add("get", "List schedules.", getSchedules());
    }

    private Group snapshotLocation() {
        return new Group("snapshot-location", "Work with volume snapshot locations.")
                .add("get", "List volume snapshot locations.", getSnapshotLocations());
    }

    private Group create() {
        return new Group("create", "Create things.")
                .add("backup", "Create a backup.", createBackup())
                .add("backup-location", "Create a backup storage location.", new CreateLocationCommand(session))
                .add("restore", "Create a restore.", createRestore());
    }

    private Group delete() {
        return new Group("delete", "Delete things.")
                .add("backup", "Delete backups.", deleteBackups(), "backups")
                .add("backup-location", "Delete backup storage locations.", deleteLocations(), "backup-locations")
                .add("restore", "Delete restores.", deleteRestores(), "restores")
                .add("schedule", "Delete schedules.", deleteSchedules(), "schedules");
    }

    private Group describe() {
        return new Group("describe", "Describe things.")
                .add("backups", "Describe backups.", DescribeCommand.backups(session), "backup")
                .add("restores", "Describe restores.", DescribeCommand.restores(session), "restore")
                .add("schedules", "Describe schedules.", DescribeCommand.schedules(session), "schedule");
    }

    private Group get() {
        return new Group("get", "List things.")
                .add("backup-locations", "List locations.", new GetLocationsCommand(session), "backup-location")
                .add("backups", "List backups.", getBackups(), "backup")
                .add("plugins", "List plugins.", new PluginGetCommand(session), "plugin")
                .add("restores", "List restores.", getRestores(), "restore")
                .add("schedules", "List schedules.", getSchedules(), "schedule")
                .add("snapshot-locations", "List snapshot locations.", getSnapshotLocations(), "snapshot-location");
    }

    private Group client() {
        return new Group("client", "Settings of this command.")
                .add(
                        "config",
                        new Group("config", "Settings in ~/.config/velero/config.json.")
                                .add("get", "Show settings.", new ConfigGetCommand(session))
                                .add("set", "Change settings.", new ConfigSetCommand(session)));
    }

    private CreateBackupCommand createBackup() {
        return new CreateBackupCommand(session);
    }

    private CreateRestoreCommand createRestore() {
        return new CreateRestoreCommand(session);
    }

    private LogsCommand logs(VeleroKind kind, DownloadRequest.Kind log) {
        return new LogsCommand(session, kind, log);
    }

    private GetCommand getBackups() {
        return new GetCommand(session, VeleroKind.BACKUP, new BackupTable(session.clock()));
    }

    private GetCommand getRestores() {
        return new GetCommand(session, VeleroKind.RESTORE, new RestoreTable(session.clock()));
    }

    private GetCommand getSchedules() {
        return new GetCommand(session, VeleroKind.SCHEDULE, new ScheduleTable(session.clock()));
    }

    private GetCommand getSnapshotLocations() {
        return new GetCommand(session, VeleroKind.VOLUME_SNAPSHOT_LOCATION, new SnapshotLocationTable());
    }

    private GetCommand getRepositories() {
        return new GetCommand(session, VeleroKind.RESTIC_REPOSITORY, new RepositoryTable(session.clock()));
    }

    private DeleteCommand deleteBackups() {
        return new DeleteCommand(session, VeleroKind.BACKUP, Deletions::backup);
    }

    private DeleteCommand deleteRestores() {
        return new DeleteCommand(session, VeleroKind.RESTORE, Deletions::restore);
    }

    private DeleteCommand deleteSchedules() {
        return new DeleteCommand(session, VeleroKind.SCHEDULE, Deletions::schedule);
    }

    private DeleteCommand deleteLocations() {
        return new DeleteCommand(session, VeleroKind.BACKUP_STORAGE_LOCATION, Deletions::location);
    }
}
