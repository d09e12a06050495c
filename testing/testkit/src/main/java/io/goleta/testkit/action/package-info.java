/** What a test hands to a plugin in place of the host, and the contracts of item actions as test suites. */
@NullMarked
package io.goleta.testkit.action;

import org.jspecify.annotations.NullMarked;
