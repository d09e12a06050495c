package io.goleta.sandbox;

import java.util.Locale;

/** In which form a client wants objects. */
enum Representation {
    OBJECT,
    TABLE,
    METADATA;

    /** The first form of an {@code Accept} header that the server can give. */
    static Representation of(@org.jspecify.annotations.Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return OBJECT;
        }
        boolean acceptable = false;
        for (String type : accept.split(",")) {
            String form = type.strip().toLowerCase(Locale.ROOT);
            boolean json = form.startsWith("application/json");
            acceptable |= json || form.startsWith("*/*") || form.startsWith("application/*");
            if (json && form.contains("as=table")) {
                return TABLE;
            }
            if (json && form.contains("as=partialobjectmetadata")) {
                return METADATA;
            }
            if (json || form.startsWith("*/*")) {
                return OBJECT;
            }
        }
        if (!acceptable) {
            throw new ApiError(
                    406,
                    "NotAcceptable",
                    "only the following media types are accepted: application/json, application/json;as=Table");
        }
        return OBJECT;
    }
}
