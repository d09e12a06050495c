/** Tests of the shared code, and what the tests of several stores have in common. */
@NullMarked
package io.goleta.plugins.stores;

import org.jspecify.annotations.NullMarked;
