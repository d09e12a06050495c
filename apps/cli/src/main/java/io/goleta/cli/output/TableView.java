package io.goleta.cli.output;

import io.goleta.spi.item.KubernetesObject;
import java.util.List;

/** How objects of one kind look in a table. */
public interface TableView {

    /** The columns' names. */
    List<String> headers();

    /** One object's cells, as many as there are headers. */
    List<String> row(KubernetesObject object);

    /** The objects in the order of the table; by default as they came. */
    default List<KubernetesObject> sorted(List<KubernetesObject> objects) {
        return objects;
    }
}
