package io.goleta.cli.platform;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Where platform profiles come from. */
public final class ProfileOptions {
    @Option(
            names = "--plugin-dir",
            split = ",",
            paramLabel = "FOLDER",
            description = "Folders with platform profiles of others, besides those of this distribution.")
    List<Path> pluginFolders = List.of();
}
