package io.goleta.cli.serverinfo;

import io.goleta.cli.session.Session;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.json.Json;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the server says about the ConfigMaps of its plugins.
 *
 * @param content as JSON
 */
record PluginConfigAnswer(KubernetesObject content) {

    /**
     * Asks.
     *
     * @param question empty for what is in the cluster, else a ConfigMap in JSON
     */
    static PluginConfigAnswer ask(Session session, String question, Duration timeout) {
        KubernetesObject status =
                ServerStatus.ask(session, Map.of(VeleroApi.PLUGIN_CONFIG_QUESTION, question), timeout);
        String answer = status.annotations().get(VeleroApi.PLUGIN_CONFIG_ANSWER);
        if (answer == null) {
            throw new GoletaException(
                    Fault.CLUSTER,
                    "the server in namespace \"" + session.namespace() + "\" ("
                            + status.string("status", "serverVersion").orElse("unknown version")
                            + ") does not tell what its plugins can be told; it is too old, or Velero's own");
        }
        return new PluginConfigAnswer(KubernetesObject.of(Json.readMap(answer.getBytes(StandardCharsets.UTF_8))));
    }

    /** What is wrong as a whole. */
    List<String> problems() {
        return content.list("problems").stream().map(String::valueOf).toList();
    }

    List<Extension> extensions() {
        return content.maps("extensions").stream()
                .map(KubernetesObject::of)
                .map(Extension::new)
                .toList();
    }

    /** One plugin. */
    record Extension(KubernetesObject content) {
        String name() {
            return content.string("name").orElse("");
        }

        String kind() {
            return content.string("kind").orElse("");
        }

        String source() {
            return content.string("source").orElse("");
        }

        List<String> problems() {
            return content.list("problems").stream().map(String::valueOf).toList();
        }

        /** Key, value, default, where the value is from, what is allowed. */
        List<List<String>> rows() {
            return content.maps("settings").stream()
                    .map(KubernetesObject::of)
                    .map(row -> List.of(
                            text(row, "key"),
                            shown(text(row, "value")),
                            shown(text(row, "default")),
                            text(row, "source"),
                            text(row, "allowed")))
                    .toList();
        }

        private static String text(KubernetesObject row, String field) {
            return row.string(field).orElse("");
        }

        private static String shown(String value) {
            return value.isEmpty() ? "<none>" : value;
        }
    }
}
