/** What a test hands to a plugin in place of the host. */
@NullMarked
package io.goleta.testkit.action;

import org.jspecify.annotations.NullMarked;
