/**
 * The server side of restic's REST protocol over any {@link io.goleta.spi.store.ObjectStore}: the one door between restic
 * and a storage location. Protocol: <a href="https://restic.readthedocs.io/en/stable/REST_backend.html">REST backend</a>.
 */
@NullMarked
package io.goleta.plugins.restic.door;

import org.jspecify.annotations.NullMarked;
