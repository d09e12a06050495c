package io.goleta.sandbox;

import java.util.function.Predicate;

/** The objects that a list, watch or collection delete is about. */
record Selection(ResourceType type, String namespace, Predicate<Stored> filter, boolean everything) {

    static Selection of(Target target, ApiRequest request) {
        String labels = request.parameter("labelSelector");
        String fields = request.parameter("fieldSelector");
        Predicate<Stored> filter = any -> true;
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
        return new Selection(target.type(), target.namespace(), filter, labels.isBlank() && fields.isBlank());
    }

    boolean test(Stored stored) {
        return (namespace.isEmpty() || namespace.equals(stored.namespace())) && filter.test(stored);
    }
}
