/** Architecture rules that hold in every module; each module's own test applies them to its classes. */
@NullMarked
package io.goleta.architecture;

import org.jspecify.annotations.NullMarked;
