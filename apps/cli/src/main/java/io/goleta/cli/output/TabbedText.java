package io.goleta.cli.output;

import java.util.ArrayList;
import java.util.List;

/**
 * Text whose cells end with tabs and line up where consecutive lines have a cell in the same column, as Go's tabwriter does
 * it for Velero's descriptions: two spaces between cells, a column as wide as its widest cell in the run of lines.
 */
public final class TabbedText {
    private static final int PADDING = 2;

    private final StringBuilder source = new StringBuilder();

    /** Adds a line, or several; cells are separated by tabs. Control characters do not reach the terminal. */
    public TabbedText line(String text) {
        source.append(Printable.text(text)).append('\n');
        return this;
    }

    /** Adds a line with a label and a coloured value. */
    public TabbedText line(String label, String value, Colour colour) {
        source.append(Printable.text(label))
                .append('\t')
                .append(colour.paint(Printable.text(value)))
                .append('\n');
        return this;
    }

    /** Adds an empty line. */
    public TabbedText blank() {
        return line("");
    }

    /** The aligned lines, each with its line feed. */
    public String text() {
        List<String[]> lines = new ArrayList<>();
        for (String line : source.toString().split("\n", -1)) {
            lines.add(line.split("\t", -1));
        }
        lines.removeLast();
        int[][] widths = widths(lines);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            String[] cells = lines.get(i);
            for (int column = 0; column < cells.length - 1; column++) {
                text.append(cells[column]).repeat(' ', widths[i][column] - visibleLength(cells[column]));
            }
            text.append(cells[cells.length - 1]).append('\n');
        }
        return text.toString();
    }

    private static int[][] widths(List<String[]> lines) {
        int[][] widths = new int[lines.size()][];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = new int[lines.get(i).length - 1];
            for (int column = 0; column < widths[i].length; column++) {
                boolean continues = i > 0 && column < widths[i - 1].length;
                widths[i][column] = continues ? widths[i - 1][column] : widthOfRun(lines, i, column);
            }
        }
        return widths;
    }

    private static int widthOfRun(List<String[]> lines, int first, int column) {
        int width = 0;
        for (int i = first; i < lines.size() && column < lines.get(i).length - 1; i++) {
            width = Math.max(width, visibleLength(lines.get(i)[column]));
        }
        return width + PADDING;
    }

    private static int visibleLength(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
