/** What differs between distributions of Kubernetes, and how to tell them apart. */
@NullMarked
package io.goleta.spi.platform;

import org.jspecify.annotations.NullMarked;
