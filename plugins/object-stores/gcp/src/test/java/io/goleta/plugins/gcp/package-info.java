/** Against a server that speaks Google's protocol, and against servers that answer as Google's reference says. */
@NullMarked
package io.goleta.plugins.gcp;

import org.jspecify.annotations.NullMarked;
