package io.goleta.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.goleta.core.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.goleta.Test");

    @Test
    void aLineIsAsLogrusWritesIt() {
        assertThat(new LogLayout(false).doLayout(event(Level.WARN, "it \"broke\"\nat noon", null)))
                .isEqualTo("time=\"2026-01-02T03:04:05Z\" level=warning msg=\"it \\\"broke\\\"\\nat noon\""
                        + " logger=io.goleta.Test\n");
    }

    @Test
    void aJsonLineCanBeParsedWhateverTheMessage() throws IOException {
        String line = new LogLayout(true)
                .doLayout(event(Level.ERROR, "tab\t, quote\", \u0007 and \u00fc", new IllegalStateException("why")));

        assertThat(line).endsWith("}\n").hasLineCount(1);
        Map<String, Object> fields = Json.readMap(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
        assertThat(fields)
                .containsEntry("level", "error")
                .containsEntry("msg", "tab\t, quote\", \u0007 and \u00fc")
                .containsEntry("time", "2026-01-02T03:04:05Z");
        assertThat((String) fields.get("error")).startsWith("java.lang.IllegalStateException: why");
    }

    @Test
    void noLevelShowsWhatAmazonsLibrarySigns() {
        Logging.configure("trace", "text");

        assertThat(LoggerFactory.getLogger("io.goleta.Test").isDebugEnabled()).isTrue();
        assertThat(LoggerFactory.getLogger("software.amazon.awssdk.auth").isDebugEnabled())
                .isFalse();
    }

    @Test
    void noLevelRepeatsWhatMicrosoftsLibraryThrows() {
        Logging.configure("trace", "text");

        assertThat(LoggerFactory.getLogger("com.azure.core.http").isErrorEnabled())
                .isFalse();
    }

    private LoggingEvent event(Level level, String message, @Nullable Throwable error) {
        LoggingEvent event = new LoggingEvent("", logger, level, message, error, null);
        event.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
        return event;
    }
}
