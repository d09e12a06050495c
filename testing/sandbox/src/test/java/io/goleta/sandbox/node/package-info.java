@NullMarked
package io.goleta.sandbox.node;

import org.jspecify.annotations.NullMarked;
