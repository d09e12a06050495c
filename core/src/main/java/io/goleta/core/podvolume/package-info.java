/** Volumes of pods: PodVolumeBackup and PodVolumeRestore objects, waiting for them, and the repositories they go to. */
@NullMarked
package io.goleta.core.podvolume;

import org.jspecify.annotations.NullMarked;
