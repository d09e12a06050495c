/** Text for people and for programs: tables, aligned descriptions, JSON, YAML, times and ages. */
@NullMarked
package io.goleta.cli.print;

import org.jspecify.annotations.NullMarked;
