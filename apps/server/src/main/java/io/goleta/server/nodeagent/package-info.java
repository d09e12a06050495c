/** The agent of one node: carries out PodVolumeBackups and PodVolumeRestores of the pods there. */
@NullMarked
package io.goleta.server.nodeagent;

import org.jspecify.annotations.NullMarked;
