package io.goleta.spi.volume;

import io.goleta.spi.Secret;
import io.goleta.spi.error.GoletaException;

/**
 * A data mover whose repository can be opened by several passwords, each with a key of its own, so that one can be replaced
 * without rewriting data. Each key is an object {@code keys/<id>} below the path of the repository, so that the host can tell
 * which keys there are before it knows a password.
 */
public interface RepositoryKeys {

    /**
     * The id of the key that this data mover's password opens.
     *
     * @throws WrongPasswordException when it opens none
     */
    String currentKey();

    /** Adds a key for another password. The same password twice makes two keys. */
    void addKey(Secret password);

    /**
     * Removes a key; one that is not there is no error.
     *
     * @throws GoletaException USER when it is the current one
     */
    void removeKey(String id);
}
