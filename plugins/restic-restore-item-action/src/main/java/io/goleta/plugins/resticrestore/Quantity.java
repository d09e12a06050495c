package io.goleta.plugins.resticrestore;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of cpu or memory in Kubernetes' notation: {@code 100m}, {@code 128Mi}, {@code 0.5}, {@code 1e3}.
 *
 * @param text as the user wrote it
 */
record Quantity(String text, BigDecimal value) implements Comparable<Quantity> {
    private static final Pattern NOTATION =
            Pattern.compile("\\+?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3}|[KMGTPE]i|[numkMGTPE])?");
    private static final Map<String, BigDecimal> UNITS = Map.ofEntries(
            Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
            Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
            Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
            Map.entry("", BigDecimal.ONE),
            Map.entry("k", BigDecimal.ONE.movePointRight(3)),
            Map.entry("M", BigDecimal.ONE.movePointRight(6)),
            Map.entry("G", BigDecimal.ONE.movePointRight(9)),
            Map.entry("T", BigDecimal.ONE.movePointRight(12)),
            Map.entry("P", BigDecimal.ONE.movePointRight(15)),
            Map.entry("E", BigDecimal.ONE.movePointRight(18)),
            Map.entry("Ki", powerOf1024(1)),
            Map.entry("Mi", powerOf1024(2)),
            Map.entry("Gi", powerOf1024(3)),
            Map.entry("Ti", powerOf1024(4)),
            Map.entry("Pi", powerOf1024(5)),
            Map.entry("Ei", powerOf1024(6)));

    /**
     * @throws IllegalArgumentException when the text is no such amount, or a negative one, which no container may have
     */
    static Quantity parse(String text) {
        Matcher matcher = NOTATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a quantity: " + text);
        }
        String suffix = matcher.group(2) == null ? "" : matcher.group(2);
        BigDecimal number = new BigDecimal(matcher.group(1));
        BigDecimal unit = UNITS.get(suffix);
        return new Quantity(text, unit == null ? number.scaleByPowerOfTen(exponent(suffix)) : number.multiply(unit));
    }

    /** Velero takes the literal zero, and no other spelling of it, for "as much as there is". */
    boolean isUnbounded() {
        return text.equals("0");
    }

    @Override
    public int compareTo(Quantity other) {
        return value.compareTo(other.value);
    }

    private static int exponent(String suffix) {
        return Integer.parseInt(suffix.substring(1));
    }

    private static BigDecimal powerOf1024(int power) {
        return BigDecimal.valueOf(1024).pow(power);
    }
}
