package io.goleta.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What the server answered. */
record Answer(int code, JsonNode body) {

    /** The value at a path of field names, as text; empty when there is none. */
    String text(String path) {
        return at(path).asText("");
    }

    JsonNode at(String path) {
        return Api.at(body, path);
    }

    /** The names of a list's items, in order. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        body.path("items")
                .forEach(item -> names.add(item.path("metadata").path("name").asText()));
        return names;
    }

    Answer ok() {
        assertThat(code).as("status of %s", body).isBetween(200, 201);
        return this;
    }

    /** Checks that it is a refusal in the form of a {@code Status}. */
    Answer refused(int wantedCode, String reason) {
        assertThat(code).as("status of %s", body).isEqualTo(wantedCode);
        assertThat(text("kind")).isEqualTo("Status");
        assertThat(text("reason")).as("reason in %s", body).isEqualTo(reason);
        assertThat(at("code").asInt()).isEqualTo(wantedCode);
        return this;
    }
}
