@NullMarked
package io.goleta.testkit.sandbox;

import org.jspecify.annotations.NullMarked;
