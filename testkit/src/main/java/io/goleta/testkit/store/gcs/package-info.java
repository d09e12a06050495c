/** A server for tests that speaks the protocol of Google Cloud Storage. */
@NullMarked
package io.goleta.testkit.store.gcs;

import org.jspecify.annotations.NullMarked;
