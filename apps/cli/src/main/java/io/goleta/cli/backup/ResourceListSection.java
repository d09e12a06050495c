package io.goleta.cli.backup;

import io.goleta.cli.describe.DescribeContext;
import io.goleta.cli.output.TabbedText;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.json.Json;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Every object in a backup. */
final class ResourceListSection {
    private ResourceListSection() {}

    static void describe(KubernetesObject backup, DescribeContext context, TabbedText text) {
        text.blank();
        try {
            Optional<InputStream> content =
                    context.downloads().open(DownloadRequest.Kind.BackupResourceList, backup.name());
            if (content.isEmpty()) {
                text.line("Resource List:\t<backup resource list not found>");
                return;
            }
            try (InputStream json = content.get()) {
                list(new TreeMap<>(Json.readMap(json)), text);
            }
        } catch (GoletaException | IOException e) {
            text.line("Resource List:\t<error getting backup resource list: " + e.getMessage() + ">");
        }
    }

    private static void list(TreeMap<String, Object> resources, TabbedText text) {
        text.line("Resource List:");
        resources.forEach((kind, names) -> {
            text.line("\t" + kind + ":");
            if (names instanceof List<?> list) {
                list.forEach(name -> text.line("\t\t- " + name));
            }
        });
    }
}
