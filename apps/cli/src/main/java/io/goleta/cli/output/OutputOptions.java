package io.goleta.cli.output;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to print objects. */
public final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table, json or yaml. For 'create', print the object instead of sending it.")
    @Nullable
    private String format;

    @Option(names = "--label-columns", split = ",", paramLabel = "LABELS", description = "Labels to show as columns.")
    private List<String> labelColumns = List.of();

    @Option(names = "--show-labels", description = "Show all labels in a column.")
    private boolean showLabels;

    /** The format asked for; empty when none was. */
    public Optional<OutputFormat> format() {
        return Optional.ofNullable(format).filter(text -> !text.isEmpty()).map(OutputFormat::parse);
    }

    List<String> labelColumns() {
        return labelColumns;
    }

    boolean showLabels() {
        return showLabels;
    }
}
