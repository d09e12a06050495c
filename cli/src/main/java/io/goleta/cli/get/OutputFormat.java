package io.goleta.cli.get;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;

/** The values of {@code --output}. */
public enum OutputFormat {
    TABLE,
    JSON,
    YAML;

    /**
     * @throws GoletaException USER for anything else
     */
    public static OutputFormat parse(String text) {
        return switch (text) {
            case "table" -> TABLE;
            case "json" -> JSON;
            case "yaml" -> YAML;
            default ->
                throw new GoletaException(
                        Fault.USER,
                        "invalid output format \"" + text + "\" - valid values are 'table', 'json', and 'yaml'");
        };
    }
}
