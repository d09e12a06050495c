package io.goleta.sandbox;

import java.util.List;

/** Part of a list as it was at {@code version}. */
record StoredPage(List<StoredObject> objects, long version, boolean more, int remaining) {}
