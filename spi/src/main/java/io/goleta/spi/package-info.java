/**
 * What a plugin author compiles against.
 *
 * <p>A plugin is a jar (or zip) dropped into the plugins folder. It holds one or more <em>factories</em>, each a public
 * class with a public no-argument constructor and {@code @Extension}. A factory is stateless; what it creates gets
 * everything through its constructor. A platform profile needs no factory: it is stateless itself.
 *
 * <table>
 *   <caption>Extension points</caption>
 *   <tr><th>implement</th><th>to</th></tr>
 *   <tr><td>{@link io.goleta.spi.action.BackupItemActionFactory}</td><td>change an object on its way into a backup, pull
 *       in others, choose the pod volumes to back up</td></tr>
 *   <tr><td>{@link io.goleta.spi.action.RestoreItemActionFactory}</td><td>change or drop an object on its way back into a
 *       cluster</td></tr>
 *   <tr><td>{@link io.goleta.spi.store.ObjectStoreFactory}</td><td>keep backups in a different kind of bucket</td></tr>
 *   <tr><td>{@link io.goleta.spi.volume.DataMoverFactory}</td><td>transfer the files of a volume with a different program</td></tr>
 *   <tr><td>{@link io.goleta.spi.platform.PlatformProfile}</td><td>adapt the installation to a distribution of Kubernetes</td></tr>
 * </table>
 *
 * <p>Classes of a plugin see the JDK, this package and its sub-packages, {@code org.pf4j}, {@code org.slf4j} and
 * {@code org.jspecify.annotations}; everything else a plugin needs it brings along. The interfaces here grow by default
 * methods only.
 *
 * <p>All failures are {@link io.goleta.spi.error.GoletaException}s or subclasses of it. Calls block; they may run on virtual
 * threads, many at once. A call is cancelled by interrupting its thread.
 */
@NullMarked
package io.goleta.spi;

import org.jspecify.annotations.NullMarked;
