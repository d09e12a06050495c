/** Shared code of the object stores that are reached over HTTP. Not a plugin: each store's jar contains a copy. */
@NullMarked
package io.goleta.plugins.stores;

import org.jspecify.annotations.NullMarked;
