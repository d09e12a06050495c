/** What the server for tests of Google Cloud Storage does. */
@NullMarked
package io.goleta.testkit.store.gcs;

import org.jspecify.annotations.NullMarked;
