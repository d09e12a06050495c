package io.goleta.cli;

import io.goleta.cli.backup.BackupCommands;
import io.goleta.cli.client.ClientCommands;
import io.goleta.cli.client.CompletionCommand;
import io.goleta.cli.client.HelpCommand;
import io.goleta.cli.client.VersionCommand;
import io.goleta.cli.command.Group;
import io.goleta.cli.coverage.CoverageCommand;
import io.goleta.cli.install.InstallCommand;
import io.goleta.cli.install.UninstallCommand;
import io.goleta.cli.location.LocationCommands;
import io.goleta.cli.platform.PlatformCommands;
import io.goleta.cli.plugin.PluginCommands;
import io.goleta.cli.repository.RepositoryCommands;
import io.goleta.cli.restore.RestoreCommands;
import io.goleta.cli.schedule.ScheduleCommands;
import io.goleta.cli.session.Session;
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
            "repo",
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

    /** These read the whole tree. */
    private static final Set<String> OBSERVERS = Set.of("completion", "help");

    private final Session session;
    private final CommandLine velero;
    private final BackupCommands backups;
    private final LocationCommands locations;
    private final PluginCommands plugins;
    private final RestoreCommands restores;
    private final ScheduleCommands schedules;

    CommandTree(Session session, CommandLine velero) {
        this.session = session;
        this.velero = velero;
        this.backups = new BackupCommands(session);
        this.locations = new LocationCommands(session);
        this.plugins = new PluginCommands(session);
        this.restores = new RestoreCommands(session);
        this.schedules = new ScheduleCommands(session);
    }

    /** Adds the command named {@code word}, because creating all of them takes longer than most of them run; else all. */
    void add(String word) {
        if (NAMES.contains(word) && !OBSERVERS.contains(word)) {
            addCommand(word);
        } else {
            NAMES.forEach(this::addCommand);
        }
    }

    private void addCommand(String name) {
        switch (name) {
            case "backup" -> backups.group().addTo(velero);
            case "backup-location" -> locations.backupLocations().addTo(velero);
            case "coverage" -> add(name, "Show which volumes are protected by backups.", new CoverageCommand(session));
            case "platform" -> new PlatformCommands(session).group().addTo(velero);
            case "plugin" -> plugins.group().addTo(velero);
            case "repo" -> new RepositoryCommands(session).repo().addTo(velero);
            case "restic" -> new RepositoryCommands(session).group().addTo(velero);
            case "restore" -> restores.group().addTo(velero);
            case "schedule" -> schedules.group().addTo(velero);
            case "snapshot-location" -> locations.snapshotLocations().addTo(velero);
            case "create" -> create().addTo(velero);
            case "delete" -> delete().addTo(velero);
            case "describe" -> describe().addTo(velero);
            case "get" -> get().addTo(velero);
            case "client" -> new ClientCommands(session).group().addTo(velero);
            case "completion" -> add(name, "Print a shell completion script.", new CompletionCommand(session));
            case "help" -> add(name, "Show the help of a command.", new HelpCommand(session));
            case "install" ->
                add(name, "Install Goleta (the Velero-compatible server) into a cluster.", new InstallCommand(session));
            case "uninstall" -> add(name, "Uninstall Goleta or Velero from a cluster.", new UninstallCommand(session));
            case "version" -> add(name, "Print the versions of client and server.", new VersionCommand(session));
            default -> throw new IllegalArgumentException("no command " + name);
        }
    }

    private void add(String name, String description, Object command) {
        Group.addCommand(velero, name, description, command);
    }

    private Group create() {
        return new Group("create", "Create objects.")
                .add("backup", "Create a backup.", backups.create())
                .add("backup-location", "Create a backup storage location.", locations.create())
                .add("restore", "Create a restore.", restores.create())
                .add("schedule", "Create a schedule.", schedules.create());
    }

    private Group delete() {
        return new Group("delete", "Delete objects.")
                .add("backup", "Delete backups.", backups.delete(), "backups")
                .add("backup-location", "Delete backup storage locations.", locations.delete(), "backup-locations")
                .add("restore", "Delete restores.", restores.delete(), "restores")
                .add("schedule", "Delete schedules.", schedules.delete(), "schedules");
    }

    private Group describe() {
        return new Group("describe", "Describe objects.")
                .add("backups", "Describe backups.", backups.describe(), "backup")
                .add("restores", "Describe restores.", restores.describe(), "restore")
                .add("schedules", "Describe schedules.", schedules.describe(), "schedule");
    }

    private Group get() {
        return new Group("get", "List objects.")
                .add("backup-locations", "List backup storage locations.", locations.get(), "backup-location")
                .add("backups", "List backups.", backups.get(), "backup")
                .add("plugins", "List plugins.", plugins.get(), "plugin")
                .add("restores", "List restores.", restores.get(), "restore")
                .add("schedules", "List schedules.", schedules.get(), "schedule")
                .add(
                        "snapshot-locations",
                        "List volume snapshot locations.",
                        locations.getSnapshotLocations(),
                        "snapshot-location");
    }
}
