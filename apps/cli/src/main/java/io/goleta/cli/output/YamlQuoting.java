package io.goleta.cli.output;

import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Quotes all strings except plain words. YAML 1.1 reads {@code no}, {@code 1e3}, {@code 12:30} and {@code 2022-08-01} as other types;
 * a word that starts with a letter and is not a reserved word is always a string.
 */
final class YamlQuoting extends StringQuotingChecker {
    private static final long serialVersionUID = 1L;
    private static final Pattern WORD = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*(?:[ =:@+][A-Za-z0-9_./-]+)*");
    private static final Set<String> RESERVED = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    @Override
    public boolean needToQuoteName(String name) {
        return needToQuoteValue(name);
    }

    @Override
    public boolean needToQuoteValue(String value) {
        boolean block = value.indexOf('\n') >= 0;
        return !block && (!WORD.matcher(value).matches() || RESERVED.contains(value.toLowerCase(Locale.ROOT)));
    }
}
