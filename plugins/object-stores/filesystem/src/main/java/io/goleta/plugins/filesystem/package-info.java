/** Object store provider {@code velero.io/filesystem}: a bucket is a folder on a disk or mounted share, an object is a file. */
@NullMarked
package io.goleta.plugins.filesystem;

import org.jspecify.annotations.NullMarked;
