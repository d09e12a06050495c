/**
 * The straight line of a backup: {@link io.goleta.core.backup.BackupRun}.
 *
 * <p>Velero's built-in item actions are ordinary code here, run before those of plugins: {@code velero.io/pv} is
 * {@code ClaimedVolumeAction}, {@code velero.io/pod} is {@code PodNeedsAction}, {@code velero.io/service-account} is
 * {@code ServiceAccountAction}. {@code velero.io/crd-remap-version} has no counterpart: it rewrites definitions without a
 * structural schema into {@code apiextensions.k8s.io/v1beta1}, which no API server since 1.22 accepts, so a backup keeps
 * every definition in the version the server prefers.
 */
@NullMarked
package io.goleta.core.backup;

import org.jspecify.annotations.NullMarked;
