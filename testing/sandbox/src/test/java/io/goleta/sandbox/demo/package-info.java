@NullMarked
package io.goleta.sandbox.demo;

import org.jspecify.annotations.NullMarked;
