/** The control loop: informer, keyed queue, reconcile, and the only place that writes custom resources back. */
@NullMarked
package io.goleta.server.controller;

import org.jspecify.annotations.NullMarked;
