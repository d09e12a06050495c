package io.goleta.core.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Go escapes what HTML or JavaScript might trip over, and writes hexadecimal digits in lower case. */
final class GoEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;

    private final int[] codes = standardAsciiEscapesForJSON();

    GoEscapes() {
        for (int c = 0; c < ' '; c++) {
            if (c != '\n' && c != '\r' && c != '\t') {
                codes[c] = ESCAPE_CUSTOM;
            }
        }
        codes['<'] = ESCAPE_CUSTOM;
        codes['>'] = ESCAPE_CUSTOM;
        codes['&'] = ESCAPE_CUSTOM;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return codes.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
        boolean custom = c < codes.length ? codes[c] == ESCAPE_CUSTOM : c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR;
        return custom ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", c)) : null;
    }
}
