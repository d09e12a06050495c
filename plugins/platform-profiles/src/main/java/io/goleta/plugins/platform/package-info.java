/** Profiles of the platforms that Velero's documentation names, and how to recognise them. */
@NullMarked
package io.goleta.plugins.platform;

import org.jspecify.annotations.NullMarked;
