package io.goleta.cli.session;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Flags whose values are {@code key=value}. */
public final class KeyValues {
    private KeyValues() {}

    /**
     * The texts as a map, in their order.
     *
     * @throws GoletaException USER, naming the flag, for a text without a key
     */
    public static Map<String, String> parse(String flag, List<String> texts) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String text : texts) {
            int at = text.indexOf('=');
            if (at <= 0) {
                throw new GoletaException(
                        Fault.USER, "invalid argument for " + flag + ": \"" + text + "\" is not key=value");
            }
            pairs.put(text.substring(0, at), text.substring(at + 1));
        }
        return pairs;
    }
}
