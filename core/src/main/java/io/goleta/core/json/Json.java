package io.goleta.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON to and from {@link KubernetesObject} and the types of {@code core.api}. Keys keep their order, numbers their digits;
 * times are written as RFC 3339 in UTC with whole seconds, as the API server does. Thread-safe.
 */
public final class Json {
    // Keys of ConfigMaps and annotations come from users: interning them would fill a table that is never emptied.
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new WholeSeconds())
                    .addSerializer(Double.class, new OnlyNumbers())
                    .addSerializer(Float.class, new OnlyNumbers()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // Go writes "" for a phase that was never set. One that we do not know is something else: see VeleroObject.
            .withCoercionConfig(
                    LogicalType.Enum, enums -> enums.setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull))
            .build();

    private static final ObjectReader WHOLE =
            MAPPER.readerFor(Map.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ObjectReader ANY = MAPPER.readerFor(Object.class);

    private Json() {}

    /**
     * Reads one object.
     *
     * @throws GoletaException INTERNAL when the text is not one JSON object; callers who know where it came from say so
     */
    public static KubernetesObject read(byte[] json) {
        return KubernetesObject.adopt(readMap(json));
    }

    /** Reads one JSON object into ordered maps. */
    public static Map<String, Object> readMap(byte[] json) {
        try {
            return nonNull(WHOLE.readValue(json));
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    /** Reads the stream to its end as one JSON object. The caller closes it. */
    public static Map<String, Object> readMap(InputStream json) throws IOException {
        try {
            return nonNull(WHOLE.readValue(MAPPER.createParser(json).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)));
        } catch (JsonProcessingException e) {
            throw notJson(e);
        }
    }

    /** Compact UTF-8, keys in their order. */
    public static byte[] write(KubernetesObject object) {
        return write(object.content());
    }

    /** Compact UTF-8, keys in their order; null values are written as null. */
    public static byte[] write(Map<String, ? extends @Nullable Object> json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The object as one of the types of {@code core.api}. Fields that the type does not know are lost.
     *
     * @throws GoletaException USER when a field has the wrong type, naming the object and the field
     */
    public static <T> T convert(KubernetesObject object, Class<T> type) {
        return convert(object.content(), type, object.toString());
    }

    /** A part of an object, such as its spec, as a type of {@code core.api}. */
    public static <T> T convert(Map<String, ?> part, Class<T> type) {
        return convert(part, type, type.getSimpleName());
    }

    /** A resource of {@code core.api} as plain JSON; absent and empty fields are left out. */
    public static KubernetesObject convert(Object resource) {
        return KubernetesObject.adopt(toMap(resource));
    }

    /** Any record of {@code core.api}, such as a status, as plain JSON; absent and empty fields are left out. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> toMap(Object value) {
        return MAPPER.convertValue(value, LinkedHashMap.class);
    }

    /** Reads a stream piece by piece. */
    public static JsonParser parser(InputStream json) throws IOException {
        return MAPPER.createParser(json);
    }

    /** Reads the value that the parser stands on. */
    public static @Nullable Object value(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : ANY.readValue(parser);
    }

    private static <T> T convert(Map<String, ?> json, Class<T> type, String what) {
        try {
            return MAPPER.convertValue(json, type);
        } catch (IllegalArgumentException e) {
            throw new GoletaException(Fault.USER, what + " cannot be understood: " + firstLine(e), e);
        }
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static Map<String, Object> nonNull(@Nullable Map<String, Object> map) {
        return map == null ? new LinkedHashMap<>() : map;
    }

    private static GoletaException notJson(IOException e) {
        // The message of a parser quotes the text, which may be a secret; its place is enough.
        String where = e instanceof JsonProcessingException parsing && parsing.getLocation() != null
                ? " (line " + parsing.getLocation().getLineNr() + ", column "
                        + parsing.getLocation().getColumnNr() + ")"
                : "";
        return new GoletaException(Fault.INTERNAL, "not a JSON object" + where, null);
    }

    private static final class WholeSeconds extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        WholeSeconds() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(value.truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }

    /** JSON has no NaN and no infinity; as texts they would be something else than they were. */
    private static final class OnlyNumbers extends JsonSerializer<Number> {
        @Override
        public void serialize(Number number, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (!Double.isFinite(number.doubleValue())) {
                throw JsonMappingException.from(out, number + " is not a number that JSON has");
            }
            if (number instanceof Float) {
                out.writeNumber(number.floatValue());
            } else {
                out.writeNumber(number.doubleValue());
            }
        }
    }
}
