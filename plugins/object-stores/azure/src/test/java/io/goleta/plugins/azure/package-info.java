/** Against Azurite where there is one, and against servers that answer as Azure's reference says. */
@NullMarked
package io.goleta.plugins.azure;

import org.jspecify.annotations.NullMarked;
