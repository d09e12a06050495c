package io.goleta.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * One step in the history of a resource.
 *
 * @param version resource version of this step
 * @param before null when the object was created
 * @param after what it is now; of a deleted object its last state, with the version of the deletion
 */
record Change(long version, @Nullable StoredObject before, StoredObject after, boolean deleted) {

    boolean created() {
        return before == null;
    }
}
