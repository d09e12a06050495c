package io.goleta.plugins.restic.run;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tags in restic's notation, where a comma separates them and nothing can quote one. */
final class Tags {
    private Tags() {}

    static String tag(String key, String value) {
        String tag = key + "=" + value;
        if (tag.indexOf(',') >= 0 || tag.indexOf('\n') >= 0) {
            throw new GoletaException(Fault.USER, "the tag " + tag + " must not hold a comma or a line break");
        }
        return tag;
    }

    /** One filter that asks for all of them. */
    static String all(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> tag(tag.getKey(), tag.getValue()))
                        .collect(Collectors.joining(","));
    }
}
