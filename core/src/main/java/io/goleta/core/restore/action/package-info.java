/**
 * What every restore does to objects of particular kinds, with or without plugins. Written against the SPI like a plugin's actions
 * and known to users by the same names as Velero's.
 */
@NullMarked
package io.goleta.core.restore.action;

import org.jspecify.annotations.NullMarked;
