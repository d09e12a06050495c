package io.goleta.spi;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what a YAML parser returns into the few types that JSON has, and refuses the rest. */
final class StructuredValue {
    private StructuredValue() {}

    /** The document as an object. */
    static Map<String, Object> object(@Nullable Object document) {
        if (document instanceof Map<?, ?> map) {
            return object(map, "");
        }
        throw new IllegalArgumentException("it is " + kindOf(document) + ", not an object");
    }

    /** The document as a list. */
    static List<Object> list(@Nullable Object document) {
        if (document instanceof List<?> list) {
            return list(list, "");
        }
        throw new IllegalArgumentException("it is " + kindOf(document) + ", not a list");
    }

    private static Map<String, Object> object(Map<?, ?> map, String path) {
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            String field = path + name;
            if (value != null && object.put(String.valueOf(name), value(value, field)) != null) {
                throw new IllegalArgumentException(field + " is there twice");
            }
        });
        return Collections.unmodifiableMap(object);
    }

    private static List<Object> list(List<?> elements, String path) {
        List<Object> list = new ArrayList<>();
        for (Object element : elements) {
            String place = path + "[" + list.size() + "]";
            if (element == null) {
                throw new IllegalArgumentException(place + " has no value");
            }
            list.add(value(element, place));
        }
        return List.copyOf(list);
    }

    private static Object value(Object value, String path) {
        return switch (value) {
            case String text -> text;
            case Boolean truth -> truth;
            case Long number -> number;
            case Integer number -> number.longValue();
            case Double number when Double.isFinite(number) -> number;
            case BigDecimal number -> number.doubleValue();
            case BigInteger number -> throw new IllegalArgumentException(path + " is a number beyond 64 bits");
            case Map<?, ?> map -> object(map, path + ".");
            case List<?> list -> list(list, path);
            default -> throw new IllegalArgumentException(path + " is of a type that JSON does not have");
        };
    }

    private static String kindOf(@Nullable Object value) {
        return switch (value) {
            case null -> "empty";
            case Map<?, ?> map -> "an object";
            case List<?> list -> "a list";
            case String text -> "a text";
            case Number number -> "a number";
            default -> "a single value";
        };
    }
}
