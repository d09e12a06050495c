/** How Kubernetes distributions are detected, and what an installation on them requires. */
@NullMarked
package io.goleta.spi.platform;

import org.jspecify.annotations.NullMarked;
