/** Object stores for tests: one in memory, and the contract that every store keeps. */
@NullMarked
package io.goleta.testkit.store;

import org.jspecify.annotations.NullMarked;
