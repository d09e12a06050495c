/**
 * How a backup is restored, beginning with {@link io.goleta.core.restore.RestoreRun}, which shows the whole.
 *
 * <p>Where to change what: the order is in {@code RestoreOrder}; which objects are restored in {@code RestoreFilter}; the four steps of
 * one object in {@code ItemRestorer}; the fields that are removed from it in {@code RestoreContext}; changes of particular kinds in
 * {@link io.goleta.core.itemaction}; objects that exist in {@code ExistingItemPolicy}; volumes and claims in
 * {@code PersistentVolumes}; the files of volumes in {@code BackedUpVolumes}; owner references in {@code OwnerReferences}.
 */
@NullMarked
package io.goleta.core.restore;

import org.jspecify.annotations.NullMarked;
