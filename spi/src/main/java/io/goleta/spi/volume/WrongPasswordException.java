package io.goleta.spi.volume;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;

/**
 * The password opens no key of the repository. A data mover throws this and not a plain {@link GoletaException}, because the
 * host then tries a different password before it tells the user.
 */
public final class WrongPasswordException extends GoletaException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message says which repository, and what the user has to do; never a password
     */
    public WrongPasswordException(String message) {
        super(Fault.USER, message);
    }
}
