package io.goleta.sandbox;

import java.util.function.Predicate;

/** The objects that a list, watch or collection delete is about. */
record SelectedObjects(ResourceType type, String namespace, Predicate<StoredObject> filter, boolean everything) {

    static SelectedObjects of(RequestTarget target, ServedRequest request) {
        String labels = request.parameter("labelSelector");
        String fields = request.parameter("fieldSelector");
        Predicate<StoredObject> filter = any -> true;
        if (!labels.isBlank()) {
            LabelSelector selector = new LabelSelector(labels);
            filter = filter.and(stored -> selector.test(stored.labels()));
        }
        if (!fields.isBlank()) {
            filter = filter.and(new FieldSelector(fields));
        }
        if (!target.name().isEmpty()) {
            filter = filter.and(stored -> stored.name().equals(target.name()));
        }
        return new SelectedObjects(target.type(), target.namespace(), filter, labels.isBlank() && fields.isBlank());
    }

    boolean test(StoredObject stored) {
        return (namespace.isEmpty() || namespace.equals(stored.namespace())) && filter.test(stored);
    }
}
