/** What happened in a run: the log that ends up in the bucket, and the warnings and errors by namespace. */
@NullMarked
package io.goleta.core.report;

import org.jspecify.annotations.NullMarked;
