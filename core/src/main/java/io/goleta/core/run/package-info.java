/**
 * What every backup and restore works with: its log, its warnings and errors, its progress, and how it does many things at once,
 * waits and retries.
 */
@NullMarked
package io.goleta.core.run;

import org.jspecify.annotations.NullMarked;
