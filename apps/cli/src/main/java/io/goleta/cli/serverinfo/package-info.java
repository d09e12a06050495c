/** What the running server says about itself: version and plugins. */
@NullMarked
package io.goleta.cli.serverinfo;

import org.jspecify.annotations.NullMarked;
