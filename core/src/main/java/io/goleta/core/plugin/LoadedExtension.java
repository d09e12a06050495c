package io.goleta.core.plugin;

import java.nio.file.Path;

/**
 * An extension that is in use.
 *
 * @param file the plugin it came from
 * @param factory behind the wall of its {@link Isolation}
 */
record LoadedExtension(ExtensionKind kind, String name, Path file, Object factory) {}
