/** Kubernetes objects and their names, free of any client library's types. */
@NullMarked
package io.goleta.spi.item;

import org.jspecify.annotations.NullMarked;
