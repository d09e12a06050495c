@NullMarked
package io.goleta.testkit.sandbox.node;

import org.jspecify.annotations.NullMarked;
