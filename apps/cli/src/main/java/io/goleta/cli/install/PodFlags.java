package io.goleta.cli.install;

import io.goleta.cli.flag.KeyValues;
import io.goleta.cli.install.manifest.Installation;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
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

    /** A sentence for each plugin image that is not installed because its provider is part of Goleta. */
    List<String> withoutEffect() {
        return plugins.stream()
                .map(String::strip)
                .filter(image -> VeleroPluginImage.of(image) == VeleroPluginImage.BUILT_IN)
                .map(image ->
                        "--plugins " + image + " has no effect: its object store is part of Goleta, and the image is a"
                                + " program for Velero")
                .toList();
    }

    Installation.Pods settings() {
        plugins.stream()
                .map(String::strip)
                .filter(image -> VeleroPluginImage.of(image) == VeleroPluginImage.UNUSABLE)
                .findFirst()
                .ifPresent(image -> {
                    throw new GoletaException(
                            Fault.USER,
                            "--plugins " + image + " is a program for Velero, and Goleta loads plugins as jars;"
                                    + " leave it out, or write a plugin (docs/plugin-guide.md)");
                });
        return new Installation.Pods(
                KeyValues.parse("--pod-labels", labels),
                KeyValues.parse("--pod-annotations", annotations),
                KeyValues.parse("--sa-annotations", accountAnnotations),
                plugins.stream()
                        .map(String::strip)
                        .filter(image -> !image.isEmpty())
                        .filter(image -> VeleroPluginImage.of(image) == VeleroPluginImage.OTHER)
                        .toList());
    }
}
