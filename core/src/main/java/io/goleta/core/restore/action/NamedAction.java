package io.goleta.core.restore.action;

import io.goleta.spi.action.RestoreItemAction;

/**
 * An action and the name that decides its turn.
 *
 * @param name {@code velero.io/pod}, {@code example.com/redact}
 */
public record NamedAction(String name, RestoreItemAction action) {}
