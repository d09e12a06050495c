package io.goleta.cli.output;

import java.util.ArrayList;
import java.util.List;

/**
 * A table as kubectl prints it: a column is as wide as its widest cell plus three spaces and at least six; the last column is
 * not padded.
 *
 * @param rows as many cells each as there are headers
 */
public record Table(List<String> headers, List<List<String>> rows) {
    private static final int PADDING = 3;
    private static final int LEAST_WIDTH = 6;

    public Table {
        headers = List.copyOf(headers);
        rows = rows.stream()
                .map(row -> row.stream().map(Printable::line).toList())
                .toList();
    }

    /** The lines, each with its line feed. */
    public String text() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(headers);
        lines.addAll(rows);
        int[] widths = widths(lines);
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            for (int column = 0; column < line.size() - 1; column++) {
                String cell = line.get(column);
                text.append(cell).repeat(' ', widths[column] - cell.length());
            }
            text.append(line.getLast()).append('\n');
        }
        return text.toString();
    }

    private int[] widths(List<List<String>> lines) {
        int[] widths = new int[headers.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = LEAST_WIDTH;
            for (List<String> line : lines) {
                widths[column] = Math.max(widths[column], line.get(column).length() + PADDING);
            }
        }
        return widths;
    }
}
