package io.goleta.plugins.gcp;

import java.io.IOException;

/** The credentials yielded no access token. */
final class NoTokenException extends IOException {
    private static final long serialVersionUID = 1L;

    NoTokenException(IOException why) {
        super("no token", why);
    }
}
