package io.goleta.sandbox;

import java.util.List;

/** Part of a list as it was at {@code version}. */
record ListPage(List<Stored> objects, long version, boolean more, int remaining) {}
