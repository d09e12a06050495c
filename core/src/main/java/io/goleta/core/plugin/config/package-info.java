/** The ConfigMaps of plugins: finding them, parsing them, and reporting what is set and what is wrong. */
@NullMarked
package io.goleta.core.plugin.config;

import org.jspecify.annotations.NullMarked;
