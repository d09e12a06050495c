/** How the processes log: logrus' text format, as users of Velero know it, or JSON; to standard error. */
@NullMarked
package io.goleta.server.log;

import org.jspecify.annotations.NullMarked;
