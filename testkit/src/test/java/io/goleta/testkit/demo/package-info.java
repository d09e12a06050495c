@NullMarked
package io.goleta.testkit.demo;

import org.jspecify.annotations.NullMarked;
