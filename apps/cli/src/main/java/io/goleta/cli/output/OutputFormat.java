package io.goleta.cli.output;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.function.Supplier;

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

    /**
     * The text to print in this format.
     *
     * @param content the content for JSON and YAML
     */
    public String text(Supplier<String> table, Object content) {
        return switch (this) {
            case TABLE -> table.get();
            case JSON -> ObjectText.json(content);
            case YAML -> ObjectText.yaml(content);
        };
    }
}
