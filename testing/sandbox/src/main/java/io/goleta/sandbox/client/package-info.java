/** A small client for API servers, for the parts of the sandbox that stand outside of the server. */
@NullMarked
package io.goleta.sandbox.client;

import org.jspecify.annotations.NullMarked;
