package io.goleta.core.plugin.config;

import io.goleta.core.api.VeleroApi;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * ConfigMaps that somebody wrote for a plugin, or for Velero, and that nothing reads: what they ask for is not done. Thread-safe; each
 * call asks the API server.
 */
public final class UnusedConfigMaps {
    private static final GroupResource CONFIG_MAPS = new GroupResource("", "configmaps");
    private static final String CHANGE_IMAGE_NAME = "velero.io/change-image-name";

    /** ConfigMaps without labels, by the names that Velero's documentation gives them, and what they are for. */
    private static final Map<String, String> OF_VELERO = Map.of(
            "node-agent-config",
            "Velero's node agents; what Goleta's can be told is in the ConfigMap labelled velero.io/node-agent: NodeAgent",
            "backup-repository-config",
            "Velero's backup repositories",
            "repo-maintenance-job-config",
            "Velero's maintenance jobs; Goleta maintains repositories in its server");

    private final ClusterReader cluster;
    private final String namespace;
    private final Set<ConfigLabel> known;

    /**
     * A ConfigMap that nothing reads.
     *
     * @param label the plugin that it is for, as its labels say; of one without such a label its name and {@code ConfigMap}
     * @param source {@code ConfigMap velero/redact}
     * @param reason why it has no effect: the rest of a sentence that begins with {@code source}
     */
    public record Unused(ConfigLabel label, String source, String reason) {
        /** The sentence. */
        public String text() {
            return source + " " + reason;
        }

        /** Whether a run of this kind does something other than was asked for. */
        boolean concerns(String kind) {
            return label.kind().equals(kind) || !label.kind().endsWith("ItemAction");
        }
    }

    /**
     * @param namespace Goleta's own
     * @param known the labels of all extensions that have a ConfigMap, built-in ones too
     */
    public UnusedConfigMaps(ClusterReader cluster, String namespace, Collection<ConfigLabel> known) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.known = Set.copyOf(known);
    }

    /**
     * Those with the label of a plugin's ConfigMap that no plugin looks for.
     *
     * @throws io.goleta.spi.error.GoletaException CLUSTER when the API server is unreachable
     */
    public List<Unused> labelled() {
        return cluster.list(CONFIG_MAPS, namespace, VeleroApi.PLUGIN_CONFIG).stream()
                .filter(map -> known.stream().noneMatch(label -> label.isOn(map)))
                .map(this::labelled)
                .toList();
    }

    /**
     * Those that Velero would read, by name.
     *
     * @throws io.goleta.spi.error.GoletaException CLUSTER when the API server is unreachable
     */
    public List<Unused> ofVelero() {
        return OF_VELERO.keySet().stream()
                .sorted()
                .flatMap(name -> cluster.get(new ItemId(CONFIG_MAPS, namespace, name)).stream())
                .filter(map -> !map.labels().containsKey(VeleroApi.PLUGIN_CONFIG))
                .map(map -> new Unused(
                        new ConfigLabel(map.name(), "ConfigMap"),
                        source(map),
                        "is not read: it is for " + OF_VELERO.get(map.name())))
                .toList();
    }

    /** Both. */
    public List<Unused> all() {
        return Stream.concat(labelled().stream(), ofVelero().stream()).toList();
    }

    /** The sentences about those that concern runs in which actions of this kind see objects. */
    public List<String> inRunsOf(String kind) {
        return labelled().stream()
                .filter(unused -> unused.concerns(kind))
                .map(Unused::text)
                .toList();
    }

    private Unused labelled(KubernetesObject map) {
        ConfigLabel label = map.labels().entrySet().stream()
                .filter(entry -> entry.getKey().contains("/") && !entry.getKey().equals(VeleroApi.PLUGIN_CONFIG))
                .map(entry -> new ConfigLabel(entry.getKey(), entry.getValue()))
                .filter(candidate -> !candidate.name().contains("kubernetes.io/"))
                .min((one, other) -> one.name().compareTo(other.name()))
                .orElse(new ConfigLabel(map.name(), "ConfigMap"));
        return new Unused(label, source(map), reason(label));
    }

    private String reason(ConfigLabel label) {
        if (label.kind().equals("ConfigMap")) {
            return "has no effect: no label says which plugin it is for";
        }
        if (label.name().equals(CHANGE_IMAGE_NAME)) {
            return "has no effect: Goleta does not change the names of images in restores";
        }
        List<String> kinds = known.stream()
                .filter(other -> other.name().equals(label.name()))
                .map(ConfigLabel::kind)
                .sorted()
                .toList();
        return "has no effect: no plugin in use offers " + label
                + (kinds.isEmpty() ? "" : "; " + label.name() + " is of kind " + String.join(", ", kinds))
                + "; what it asks for is not done";
    }

    private String source(KubernetesObject map) {
        return "ConfigMap " + namespace + "/" + map.name();
    }
}
