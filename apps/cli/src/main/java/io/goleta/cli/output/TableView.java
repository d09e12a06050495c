package io.goleta.cli.output;

import io.goleta.spi.item.KubernetesObject;
import java.util.List;

/** The table of one kind of object. */
public interface TableView {

    /** The column headers. */
    List<String> headers();

    /** One object's cells, as many as there are headers. */
    List<String> row(KubernetesObject object);

    /** The objects in the order of the table; by default unchanged. */
    default List<KubernetesObject> sorted(List<KubernetesObject> objects) {
        return objects;
    }
}
