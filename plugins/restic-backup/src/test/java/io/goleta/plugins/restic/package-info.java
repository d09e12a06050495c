@NullMarked
package io.goleta.plugins.restic;

import org.jspecify.annotations.NullMarked;
