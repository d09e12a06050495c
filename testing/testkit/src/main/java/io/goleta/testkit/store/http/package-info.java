/** A proxy for tests that breaks HTTP requests and answers on demand. */
@NullMarked
package io.goleta.testkit.store.http;

import org.jspecify.annotations.NullMarked;
