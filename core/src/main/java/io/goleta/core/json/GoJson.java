package io.goleta.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON values (maps, lists, texts, numbers, booleans, null) byte for byte as Go's {@code encoding/json} does, and reads
 * them. Maps keep their order.
 */
public final class GoJson {
    // Millions of empty maps are a short document, but each takes dozens of bytes of memory.
    private static final long MOST_TOKENS =
            Math.max(500_000, Runtime.getRuntime().maxMemory() / 192);

    private static final ObjectMapper MAPPER = mapper();
    private static final ObjectWriter COMPACT = MAPPER.writer();
    private static final ObjectWriter INDENTED = MAPPER.writer(indentation());

    private GoJson() {}

    /** One line without needless blanks, ended by a newline; null becomes {@code null}. */
    public static byte[] line(@Nullable Object value) {
        return ended(COMPACT, value);
    }

    /** The same into a stream, for what need not be in memory as a whole. The stream stays open. */
    public static void writeLine(OutputStream out, @Nullable Object value) throws IOException {
        COMPACT.writeValue(out, value);
        out.write('\n');
    }

    /** Indented by two blanks, ended by a newline. */
    public static byte[] indented(Object value) {
        return ended(INDENTED, value);
    }

    /**
     * Reads one JSON value of the expected type. The stream stays open; what follows the value is not looked at.
     *
     * @return null when the document says {@code null}
     * @throws IOException when this is no JSON, something else than {@code type}, or has more values than fit into memory
     */
    public static <T> @Nullable T read(InputStream in, Class<T> type) throws IOException {
        return MAPPER.readValue(in, type);
    }

    private static byte[] ended(ObjectWriter writer, @Nullable Object value) {
        try {
            byte[] json = writer.writeValueAsBytes(value);
            byte[] line = Arrays.copyOf(json, json.length + 1);
            line[json.length] = '\n';
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + e.getMessage(), e);
        }
    }

    private static ObjectMapper mapper() {
        JsonFactory factory = new JsonFactoryBuilder()
                .characterEscapes(new GoEscapes())
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxTokenCount(MOST_TOKENS)
                        .build())
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }

    private static DefaultPrettyPrinter indentation() {
        DefaultIndenter twoBlanks = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
        printer.indentObjectsWith(twoBlanks);
        printer.indentArraysWith(twoBlanks);
        return printer;
    }
}
