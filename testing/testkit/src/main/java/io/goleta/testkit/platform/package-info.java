/** For authors of platform profiles: what every profile has to do, and clusters made up of facts. */
@NullMarked
package io.goleta.testkit.platform;

import org.jspecify.annotations.NullMarked;
