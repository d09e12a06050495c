/** Pure: includes, excludes and labels as predicates. */
@NullMarked
package io.goleta.core.select;

import org.jspecify.annotations.NullMarked;
