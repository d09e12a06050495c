/** What the object stores that are reached over HTTP have in common. No plugin of its own: each of them brings it in its jar. */
@NullMarked
package io.goleta.plugins.stores;

import org.jspecify.annotations.NullMarked;
