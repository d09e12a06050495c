package io.goleta.plugins.gcp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/** How a refusal is written. */
enum Errors {
    /** The JSON API. */
    JSON,
    /** The JSON API where the bytes of an object were asked for: only the sentence. */
    TEXT,
    /** The XML API. */
    XML;

    void answer(Call call, GcsError error) throws IOException {
        call.drain();
        if (error.status() == 401) {
            String realm = "Bearer realm=\"https://accounts.google.com/\"";
            call.answerHeader(
                    "WWW-Authenticate", error.asksForAnotherToken() ? realm + ", error=\"invalid_token\"" : realm);
        }
        if (this == XML) {
            call.answer(
                    error.status(),
                    "application/xml; charset=UTF-8",
                    error.xml().getBytes(UTF_8));
        } else if (this == TEXT || error.isText()) {
            call.answer(
                    error.status(), "text/plain; charset=utf-8", error.message().getBytes(UTF_8));
        } else {
            call.answer(error.status(), error.json());
        }
    }
}
