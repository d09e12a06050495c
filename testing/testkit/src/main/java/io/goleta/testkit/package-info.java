/** What tests of plugins and of Goleta share. The sub-packages hold fakes and one contract suite for each extension point. */
@NullMarked
package io.goleta.testkit;

import org.jspecify.annotations.NullMarked;
