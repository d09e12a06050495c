/**
 * Repositories of volumes: from a ResticRepository object to the data mover on it, keeping repositories ready, pruned and
 * verified, what people ask of them, and their passwords and keys.
 */
@NullMarked
package io.goleta.server.repository;

import org.jspecify.annotations.NullMarked;
