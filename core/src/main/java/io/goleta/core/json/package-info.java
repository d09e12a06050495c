/** JSON: of the API server, as Go's encoder writes it into Velero's buckets, and merge patches. A leaf. */
@NullMarked
package io.goleta.core.json;

import org.jspecify.annotations.NullMarked;
