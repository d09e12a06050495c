package io.goleta.plugins.gcp;

import java.io.IOException;

/** There is nothing with which the store could be asked. */
final class NoTokenException extends IOException {
    private static final long serialVersionUID = 1L;

    NoTokenException(IOException why) {
        super("no token", why);
    }
}
