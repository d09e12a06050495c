@NullMarked
package io.goleta.plugins.restic.rest;

import org.jspecify.annotations.NullMarked;
