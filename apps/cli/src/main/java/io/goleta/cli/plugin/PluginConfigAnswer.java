package io.goleta.cli.plugin;

import io.goleta.cli.session.ServerStatusQuery;
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
import java.util.Optional;

/**
 * The server's answer about the settings of its plugins.
 *
 * @param content as JSON
 */
record PluginConfigAnswer(KubernetesObject content) {

    /**
     * Sends a request to the server and waits for the answer.
     *
     * @param question empty for the current settings, or a ConfigMap in JSON to validate
     */
    static PluginConfigAnswer ask(Session session, String question, Duration timeout) {
        KubernetesObject status =
                ServerStatusQuery.ask(session, Map.of(VeleroApi.PLUGIN_CONFIG_QUESTION, question), timeout);
        return in(status)
                .orElseThrow(
                        () -> new GoletaException(
                                Fault.CLUSTER,
                                "the server in namespace \"" + session.namespace() + "\" ("
                                        + status.string("status", "serverVersion")
                                                .orElse("unknown version")
                                        + ") does not support plugin settings; it is an older version, or Velero's own server"));
    }

    /** The answer in a request; empty when the server does not know the question. */
    static Optional<PluginConfigAnswer> in(KubernetesObject status) {
        return Optional.ofNullable(status.annotations().get(VeleroApi.PLUGIN_CONFIG_ANSWER))
                .map(answer -> new PluginConfigAnswer(
                        KubernetesObject.of(Json.readMap(answer.getBytes(StandardCharsets.UTF_8)))));
    }

    /** Problems that concern no single plugin. */
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

        /** Key, value, default, source of the value, allowed values. */
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
