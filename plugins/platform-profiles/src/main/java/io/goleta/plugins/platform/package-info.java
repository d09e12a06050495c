/** Profiles of the platforms that Velero's documentation names. */
@NullMarked
package io.goleta.plugins.platform;

import org.jspecify.annotations.NullMarked;
