/** Velero's backup archive, a gzipped tar: streaming in and out. ArchiveLayout owns every entry name; nothing here knows Kubernetes. */
@NullMarked
package io.goleta.core.archive;

import org.jspecify.annotations.NullMarked;
