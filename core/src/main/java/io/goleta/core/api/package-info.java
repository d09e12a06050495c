/**
 * Velero's custom resources, {@code velero.io/v1}, as far as Goleta reads or writes them. Field names and phases are the
 * wire contract. Nothing here knows the rest of core.
 *
 * <p>Specs and statuses are records: lists and maps are never null, other absent fields are. Unknown fields of the wire are
 * ignored here; code that must keep them works on the {@link io.goleta.spi.item.KubernetesObject}.
 */
@NullMarked
package io.goleta.core.api;

import org.jspecify.annotations.NullMarked;
