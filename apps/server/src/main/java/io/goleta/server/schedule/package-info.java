/** Schedules: when each is due, and the backups that they make. */
@NullMarked
package io.goleta.server.schedule;

import org.jspecify.annotations.NullMarked;
