/**
 * {@code velero demo}: the whole story of a backup, a disaster and a restore, on a cluster in memory, with the distribution's own
 * processes. {@link io.goleta.sandbox.demo.FileTree} and {@link io.goleta.sandbox.demo.AwkwardFiles} serve other tests too.
 */
@NullMarked
package io.goleta.sandbox.demo;

import org.jspecify.annotations.NullMarked;
