package io.goleta.plugins.restic.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The errors that restic wrote to standard error: plain lines or JSON lines, depending on version and command. */
final class ResticErrors {
    private static final int LONGEST = 2_000;
    private static final int FILES_NAMED = 20;

    private final Map<String, String> files = new LinkedHashMap<>();
    private final Set<String> sentences = new LinkedHashSet<>();

    private ResticErrors() {}

    static ResticErrors of(String errors) {
        ResticErrors parsed = new ResticErrors();
        errors.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(parsed::add);
        return parsed;
    }

    /** The files that failed, with the reason where restic gives one. */
    String files() {
        String named = String.join(
                ", ",
                files.entrySet().stream()
                        .limit(FILES_NAMED)
                        .map(file -> file.getValue().isEmpty()
                                ? file.getKey()
                                : file.getKey() + " (" + file.getValue() + ")")
                        .toList());
        return files.size() <= FILES_NAMED ? named : named + " and " + (files.size() - FILES_NAMED) + " more";
    }

    /** All errors in one text, for an error message. */
    String text() {
        String said = String.join("; ", sentences);
        String all = files.isEmpty() ? said : said + (said.isEmpty() ? "" : "; ") + files();
        return all.length() <= LONGEST ? all : "... " + all.substring(all.length() - LONGEST);
    }

    private void add(String line) {
        JsonLine.parse(line).ifPresentOrElse(this::addMessage, () -> addSentence(line));
    }

    private void addMessage(JsonNode message) {
        if (message.path("message_type").asText().equals("error")) {
            if (!message.path("during").asText().equals("scan")) {
                files.put(message.path("item").asText(), trouble(message.path("error")));
            }
            return;
        }
        message.path("message").asText().lines().forEach(this::addSentence);
    }

    private void addSentence(String line) {
        if (!line.isBlank() && !line.contains(" returned error, retrying after ")) {
            sentences.add(line.strip());
        }
    }

    /** Before 0.16 restic wrote Go's error types as they are: {@code {"Op":"open","Path":"b","Err":13}}, or nothing. */
    static String trouble(JsonNode error) {
        if (error.has("message")) {
            return error.path("message").asText();
        }
        if (error.path("Err").isNumber()) {
            return error.path("Op").asText() + ": "
                    + Map.of(
                                    1,
                                    "operation not permitted",
                                    2,
                                    "no such file",
                                    5,
                                    "input/output error",
                                    13,
                                    "permission denied",
                                    116,
                                    "stale file handle")
                            .getOrDefault(
                                    error.path("Err").asInt(),
                                    "error " + error.path("Err").asInt());
        }
        return "";
    }
}
