@NullMarked
package io.goleta.sandbox;

import org.jspecify.annotations.NullMarked;
