/**
 * The processes: {@link io.goleta.server.ServerMain} starts the server or the node agent. This package wires; it decides
 * nothing.
 */
@NullMarked
package io.goleta.server;

import org.jspecify.annotations.NullMarked;
