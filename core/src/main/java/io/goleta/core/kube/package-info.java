/** The one window to the API server: discovery, lists, single objects and watches, as plain JSON objects. */
@NullMarked
package io.goleta.core.kube;

import org.jspecify.annotations.NullMarked;
