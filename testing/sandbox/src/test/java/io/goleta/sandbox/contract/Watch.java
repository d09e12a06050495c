package io.goleta.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An open watch; every test gives it {@code timeoutSeconds}, so that reading always ends. */
record Watch(int code, BufferedReader lines) implements AutoCloseable {

    Watch(int code, InputStream stream) {
        this(code, new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
    }

    /** The next event, or a missing node at the end. */
    JsonNode next() {
        try {
            String line = lines.readLine();
            return line == null ? com.fasterxml.jackson.databind.node.MissingNode.getInstance() : Api.yaml(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next events as {@code ADDED name}. */
    List<String> next(int count) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(describe(next()));
        }
        return events;
    }

    /** All events until the server ends the watch. */
    List<JsonNode> rest() {
        List<JsonNode> events = new ArrayList<>();
        JsonNode event = next();
        while (!event.isMissingNode()) {
            events.add(event);
            event = next();
        }
        return events;
    }

    static String describe(JsonNode event) {
        return event.path("type").asText() + " "
                + Api.at(event, "object.metadata.name").asText();
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
