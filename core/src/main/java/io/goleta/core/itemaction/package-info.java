/**
 * The item actions of backups and restores: how they take turns, and Velero's built-in ones, written against the SPI like those of
 * plugins and known to users by the same names. A name gives its class: {@code velero.io/add-pv-from-pvc} is
 * {@code AddPvFromPvcAction}; where backup and restore have an action of the same name, that of the backup is
 * {@code velero.io/pod}, {@code PodBackupAction}.
 *
 * <p>{@code velero.io/cluster-owned} is Goleta's own. {@code velero.io/crd-remap-version} has no counterpart: it rewrites definitions
 * without a structural schema into {@code apiextensions.k8s.io/v1beta1}, which no API server since 1.22 accepts, so a backup keeps
 * every definition in the version the server prefers.
 */
@NullMarked
package io.goleta.core.itemaction;

import org.jspecify.annotations.NullMarked;
