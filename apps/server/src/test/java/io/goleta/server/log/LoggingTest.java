package io.goleta.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.goleta.core.json.Json;
import io.goleta.core.run.RunLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

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
    void whatAPluginLogsInARunIsInTheLogOfThatRun(@TempDir Path folder) throws IOException {
        Logging.configure("info", "text");
        Path file = folder.resolve("log.gz");
        try (RunLog log = RunLog.create(file, Map.of("backup", "velero/daily"), Clock.systemUTC());
                MDC.MDCCloseable backup = MDC.putCloseable("backup", "velero/daily")) {
            assertThat(List.of(log, backup)).doesNotContainNull();
            logger.info("of the host");
            try (MDC.MDCCloseable plugin = MDC.putCloseable("plugin", "tapes")) {
                assertThat(plugin).isNotNull();
                logger.info("of a plugin");
                MDC.put("backup", "velero/other");
                logger.info("of a different run");
                MDC.put("backup", "velero/daily");
            }
        }

        String lines =
                new String(new GZIPInputStream(Files.newInputStream(file)).readAllBytes(), StandardCharsets.UTF_8);
        assertThat(lines)
                .hasLineCount(1)
                .contains("level=info msg=\"of a plugin\" backup=velero/daily logger=io.goleta.Test plugin=tapes");
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
