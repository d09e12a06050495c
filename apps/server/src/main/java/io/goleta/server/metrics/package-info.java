/** What operators can count and graph: Velero's metrics under Velero's names, and ours below {@code goleta_}. */
@NullMarked
package io.goleta.server.metrics;

import org.jspecify.annotations.NullMarked;
