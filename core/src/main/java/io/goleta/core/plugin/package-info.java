/** The plugin host: drop-in jars in class loaders of their own that see the SPI only, and their ConfigMaps. */
@NullMarked
package io.goleta.core.plugin;

import org.jspecify.annotations.NullMarked;
