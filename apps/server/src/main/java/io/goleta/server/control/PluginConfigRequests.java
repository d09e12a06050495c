package io.goleta.server.control;

import io.goleta.core.api.ServerStatusRequest;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.json.Json;
import io.goleta.core.plugin.config.ConfigurationReport;
import io.goleta.spi.error.GoletaException;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers how plugins can be configured with ConfigMaps. Question and answer are annotations of a ServerStatusRequest, as its
 * definition has no room for more: only the server knows which plugins it has.
 */
public final class PluginConfigRequests {
    private final ConfigurationReport report;

    @Inject
    public PluginConfigRequests(ConfigurationReport report) {
        this.report = report;
    }

    /** Puts the answer beside the question, if there is one. */
    void answer(ServerStatusRequest request) {
        String question = request.annotations().get(VeleroApi.PLUGIN_CONFIG_QUESTION);
        if (question == null) {
            return;
        }
        request.setAnnotation(
                VeleroApi.PLUGIN_CONFIG_ANSWER, new String(Json.write(answerTo(question)), StandardCharsets.UTF_8));
    }

    private Map<String, Object> answerTo(String question) {
        List<String> problems = new ArrayList<>();
        List<Map<String, Object>> extensions = List.of();
        try {
            extensions = question.isBlank()
                    ? report.current()
                    : report.of(Json.read(question.getBytes(StandardCharsets.UTF_8)), problems);
        } catch (GoletaException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("extensions", extensions);
        answer.put("problems", problems);
        return answer;
    }
}
