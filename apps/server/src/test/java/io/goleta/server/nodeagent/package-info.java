@NullMarked
package io.goleta.server.nodeagent;

import org.jspecify.annotations.NullMarked;
