package io.goleta.cli.platform;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Where to load platform profiles from. */
public final class ProfileOptions {
    @Option(
            names = "--plugin-dir",
            split = ",",
            paramLabel = "DIRECTORY",
            description = "Directories with additional platform profiles.")
    List<Path> pluginFolders = List.of();
}
