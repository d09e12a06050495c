/** For authors of platform profiles: the contract of a profile as tests, and facts of made-up clusters. */
@NullMarked
package io.goleta.testkit.platform;

import org.jspecify.annotations.NullMarked;
