/** A server for tests that speaks the protocol of Google Cloud Storage. */
@NullMarked
package io.goleta.plugins.gcp.server;

import org.jspecify.annotations.NullMarked;
