package io.goleta.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class RunLogTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:20:30.987Z"), ZoneOffset.UTC);
    private static final Map<String, String> FIELDS = Map.of("backup", "velero/daily");

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.goleta.run");
    private final ListAppender<ILoggingEvent> processLog = new ListAppender<>();

    @TempDir
    Path folder;

    @BeforeEach
    void listen() {
        processLog.start();
        logger.addAppender(processLog);
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(processLog);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void writesVelerosTextFormat() throws Exception {
        Path file = folder.resolve("logs.gz");
        try (RunLog log = RunLog.create(file, FIELDS, CLOCK)) {
            log.info("Backed up 3 items", "namespace", "shop", "name", "web 0");
            log.warn("Skipped", "reason", "");
            log.error("say \"no\"\n\t\\ \u0001 ü", "b", "2", "a", "1");
        }

        assertThat(unpacked(file)).isEqualTo("""
                        time="2026-03-01T10:20:30Z" level=info msg="Backed up 3 items" backup=velero/daily name="web 0" namespace=shop
                        time="2026-03-01T10:20:30Z" level=warning msg=Skipped backup=velero/daily reason=
                        time="2026-03-01T10:20:30Z" level=error msg="say \\"no\\"\\n\\t\\\\ \\x01 ü" a=1 b=2 backup=velero/daily
                        """);
    }

    @Test
    void tellsTheProcessLogAsWell() {
        try (RunLog log = RunLog.create(folder.resolve("logs.gz"), FIELDS, CLOCK)) {
            log.warn("Skipped", "name", "web-0");
        }

        assertThat(processLog.list).singleElement().satisfies(event -> {
            assertThat(event.getFormattedMessage()).isEqualTo("Skipped");
            assertThat(event.getLevel()).hasToString("WARN");
            assertThat(event.getKeyValuePairs())
                    .extracting(pair -> pair.key + "=" + pair.value)
                    .containsExactly("backup=velero/daily", "name=web-0");
        });
    }

    @Test
    void goesOnInTheProcessLogAfterItWasClosed() throws Exception {
        Path file = folder.resolve("logs.gz");
        RunLog log = RunLog.create(file, FIELDS, CLOCK);
        log.close();

        log.info("Uploaded");
        log.close();

        assertThat(unpacked(file)).isEmpty();
        assertThat(processLog.list).hasSize(1);
    }

    @Test
    void keepsLinesWholeWhenManyThreadsWrite() throws Exception {
        Path file = folder.resolve("logs.gz");
        try (RunLog log = RunLog.create(file, FIELDS, CLOCK);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                threads.execute(() -> log.info("line"));
            }
            threads.close();
        }

        assertThat(unpacked(file).lines())
                .hasSize(1_000)
                .containsOnly("time=\"2026-03-01T10:20:30Z\" level=info msg=line backup=velero/daily");
    }

    @Test
    void doesNotEndTheRunWhenTheDiskIsFull() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        RunLog log = new RunLog(folder.resolve("logs.gz"), FIELDS, CLOCK, full);

        assertThatCode(() -> {
                    log.info("first");
                    log.info("second");
                    log.close();
                })
                .doesNotThrowAnyException();
        assertThat(processLog.list.stream().map(ILoggingEvent::getFormattedMessage))
                .containsExactly(
                        "first",
                        "The log of this run is incomplete: No space left on device;"
                                + " see that the scratch directory is not full",
                        "second");
    }

    @Test
    void namesTheFileItCannotCreate() {
        assertThatThrownBy(() -> RunLog.create(folder.resolve("missing/logs.gz"), FIELDS, CLOCK))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("missing/logs.gz");
    }

    private static String unpacked(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
