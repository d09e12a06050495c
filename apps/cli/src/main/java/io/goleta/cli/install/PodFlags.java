package io.goleta.cli.install;

import io.goleta.cli.flag.KeyValues;
import io.goleta.cli.install.manifest.Installation;
import java.util.List;
import picocli.CommandLine.Option;

/** The flags of all pods. */
final class PodFlags {
    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            description = "The image of server, agents and restore helper (goleta/goleta of this command's version).")
    String image = "";

    @Option(
            names = "--plugins",
            split = ",",
            paramLabel = "IMAGES",
            description = "Images with additional plugins; those in Goleta's own image are always installed.")
    List<String> plugins = List.of();

    @Option(
            names = "--pod-annotations",
            split = ",",
            paramLabel = "KEY=VALUE",
            description = "Annotations of the pods.")
    List<String> annotations = List.of();

    @Option(names = "--pod-labels", split = ",", paramLabel = "KEY=VALUE", description = "Labels of the pods.")
    List<String> labels = List.of();

    @Option(
            names = "--sa-annotations",
            split = ",",
            paramLabel = "KEY=VALUE",
            description = "Annotations of the service accounts, for example for IAM roles.")
    List<String> accountAnnotations = List.of();

    Installation.Pods settings() {
        return new Installation.Pods(
                KeyValues.parse("--pod-labels", labels),
                KeyValues.parse("--pod-annotations", annotations),
                KeyValues.parse("--sa-annotations", accountAnnotations),
                plugins.stream().filter(plugin -> !plugin.isBlank()).toList());
    }
}
