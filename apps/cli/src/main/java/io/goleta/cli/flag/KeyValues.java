package io.goleta.cli.flag;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Flags with key-value pairs. */
public final class KeyValues {
    private KeyValues() {}

    /** Texts {@code key=value} as a map. See {@link #parse(String, List, char)}. */
    public static Map<String, String> parse(String flag, List<String> texts) {
        return parse(flag, texts, '=');
    }

    /**
     * The texts as a map, in their order, without the spaces around keys and values.
     *
     * @throws GoletaException USER, naming the flag, for a text without a key
     */
    public static Map<String, String> parse(String flag, List<String> texts, char separator) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String text : texts) {
            int at = text.indexOf(separator);
            if (at <= 0) {
                throw new GoletaException(
                        Fault.USER,
                        "invalid argument for " + flag + ": \"" + text + "\" is not key" + separator + "value");
            }
            pairs.put(text.substring(0, at).strip(), text.substring(at + 1).strip());
        }
        return pairs;
    }
}
