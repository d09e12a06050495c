/** What the processes answer over HTTP: health and downloads. */
@NullMarked
package io.goleta.server.http;

import org.jspecify.annotations.NullMarked;
