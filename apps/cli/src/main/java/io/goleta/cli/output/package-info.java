/** Output formats: tables, aligned descriptions, JSON, YAML, times and ages. */
@NullMarked
package io.goleta.cli.output;

import org.jspecify.annotations.NullMarked;
