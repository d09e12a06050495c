/**
 * The straight line of a restore: {@link io.goleta.core.restore.RestoreRun}.
 *
 * <p>Where to change what: the order is in {@code Tier}, and {@code RestoreOrder} where an administrator wants
 * another one; what is left out in {@code RestoreFilter} and {@code NeverRestored}; what
 * happens to one object in {@code ItemRestorer}; what is taken off it in {@code ServerManagedFields}; what kinds need in the sub-package
 * {@code action}; objects that exist in {@code ExistingItems}; volumes and claims in {@code ClaimedVolumes}; the files of volumes in
 * {@code PodVolumes}; owner references in {@code OwnerReferences}.
 */
@NullMarked
package io.goleta.core.restore;

import org.jspecify.annotations.NullMarked;
