/** Object store provider {@code velero.io/azure}: a container of Azure Blob Storage. */
@NullMarked
package io.goleta.plugins.azure;

import org.jspecify.annotations.NullMarked;
