/** What commands of all resources share: groups, get, logs, delete with confirmation, and exit codes. */
@NullMarked
package io.goleta.cli.command;

import org.jspecify.annotations.NullMarked;
