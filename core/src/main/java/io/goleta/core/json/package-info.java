/** JSON as Go's encoder writes it, which is what lies in Velero's buckets. A leaf. */
@NullMarked
package io.goleta.core.json;

import org.jspecify.annotations.NullMarked;
