@NullMarked
package io.goleta.plugins.platform;

import org.jspecify.annotations.NullMarked;
