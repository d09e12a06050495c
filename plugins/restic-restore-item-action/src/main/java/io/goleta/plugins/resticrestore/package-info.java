/** Makes a restored pod wait, in an init container, until the files of its volumes are back. */
@NullMarked
package io.goleta.plugins.resticrestore;

import org.jspecify.annotations.NullMarked;
