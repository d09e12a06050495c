/** Against a real server that speaks S3. */
@NullMarked
package io.goleta.plugins.s3;

import org.jspecify.annotations.NullMarked;
