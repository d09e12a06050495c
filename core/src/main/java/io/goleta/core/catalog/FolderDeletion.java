package io.goleta.core.catalog;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.BulkDelete;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Deletes what lies below a folder: as much as possible, even when some of it cannot be deleted. */
final class FolderDeletion {
    private final ObjectStore store;

    FolderDeletion(ObjectStore store) {
        this.store = store;
    }

    /**
     * Deletes everything below a folder.
     *
     * @throws GoletaException STORAGE, when something could not be deleted; the first reason is in the message
     */
    void delete(String folder) {
        List<String> keys;
        try (Stream<ObjectInfo> objects = store.list(folder)) {
            keys = objects.map(ObjectInfo::key).toList();
        }
        if (store instanceof BulkDelete bulk) {
            bulk.delete(keys);
        } else {
            deleteEach(folder, keys);
        }
    }

    private void deleteEach(String folder, List<String> keys) {
        List<GoletaException> failures = new ArrayList<>();
        for (String key : keys) {
            try {
                store.delete(key);
            } catch (GoletaException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failed(folder, keys.size(), failures);
        }
    }

    private static GoletaException failed(String folder, int count, List<GoletaException> failures) {
        GoletaException first = failures.getFirst();
        String message = "Could not delete " + failures.size() + " of " + count + " files below " + folder + ": "
                + first.getMessage();
        GoletaException all = failures.stream().anyMatch(GoletaException::isRetryable)
                ? GoletaException.retryable(Fault.STORAGE, message, first)
                : new GoletaException(first.fault(), message, first);
        failures.stream().skip(1).forEach(all::addSuppressed);
        return all;
    }
}
