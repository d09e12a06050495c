/** Object store provider {@code velero.io/gcp}: a bucket of Google Cloud Storage. */
@NullMarked
package io.goleta.plugins.gcp;

import org.jspecify.annotations.NullMarked;
