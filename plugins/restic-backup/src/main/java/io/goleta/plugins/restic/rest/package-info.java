/**
 * The server side of restic's REST protocol over any {@link io.goleta.spi.store.ObjectStore}: all of restic's
 * access to a storage location goes through it. Protocol: <a href="https://restic.readthedocs.io/en/stable/REST_backend.html">REST backend</a>.
 */
@NullMarked
package io.goleta.plugins.restic.rest;

import org.jspecify.annotations.NullMarked;
