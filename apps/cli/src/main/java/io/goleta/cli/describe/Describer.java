package io.goleta.cli.describe;

import io.goleta.cli.output.TabbedText;
import io.goleta.spi.item.KubernetesObject;

/** Writes the description of one object. */
@FunctionalInterface
public interface Describer {

    /** Adds the object's description to {@code text}. */
    void describe(KubernetesObject object, DescribeContext context, TabbedText text);
}
