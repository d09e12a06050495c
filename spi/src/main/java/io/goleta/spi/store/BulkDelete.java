package io.goleta.spi.store;

import java.util.List;

/** A store that deletes many objects with few requests. */
public interface BulkDelete {

    /**
     * Deletes objects. Ones that are not there are no error.
     *
     * @param keys any number
     * @throws io.goleta.spi.error.GoletaException when one or more could not be deleted; all, some or none of the others are
     *     gone then, and the call may be repeated
     */
    void delete(List<String> keys);
}
