/** Object store provider {@code velero.io/aws}: a bucket of Amazon S3, or of any store that speaks its protocol. */
@NullMarked
package io.goleta.plugins.s3;

import org.jspecify.annotations.NullMarked;
