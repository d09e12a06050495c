package io.goleta.plugins.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.store.BulkDelete;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.action.TestContext;
import io.goleta.testkit.store.PatternStream;
import io.goleta.testkit.store.http.FaultyProxy;
import io.goleta.testkit.store.http.HttpFault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What must never be read: the secret key, the session token and the customer's key, whatever is logged and whatever fails. */
class S3SecretsTest {
    private static final String TOKEN = "FwoGZXIvYXdzSESSIONTOKENofThisTest";
    private static final String CUSTOMER_KEY = "0123456789abcdefCUSTOMERKEY01234";

    @TempDir
    Path folder;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger own = (Logger) LoggerFactory.getLogger("io.goleta");
    private final Logger sdk = (Logger) LoggerFactory.getLogger("software.amazon");
    private final Level before = root.getLevel();
    private final Level ownBefore = own.getLevel();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> failures = new ArrayList<>();
    private S3Server server;
    private FaultyProxy proxy;

    @BeforeEach
    void logEverything() throws Exception {
        server = S3Server.start(Files.createDirectory(folder.resolve("server")));
        proxy = FaultyProxy.before(server.url());
        log.list = Collections.synchronizedList(new ArrayList<>()); // the server's threads log as well
        log.start();
        root.detachAndStopAllAppenders();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        own.setLevel(Level.TRACE);
        // As in every process of ours, whatever its --log-level: below that the SDK writes down what it signs.
        sdk.setLevel(Level.WARN);
    }

    @AfterEach
    void stop() {
        root.setLevel(before);
        own.setLevel(ownBefore);
        sdk.setLevel(null);
        root.detachAppender(log);
        proxy.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areInNoLogAndInNoErrorAtTheHighestLevel(boolean withCustomerKey) throws Exception {
        try (ObjectStore store = open(withCustomerKey)) {
            useAll(store);
            proxy.breakNext(
                    FaultyProxy.ALL, HttpFault.answer(403, Map.of(), "<Error><Code>InvalidToken</Code></Error>"));
            useAll(store);
            proxy.heal();
            proxy.breakNext(FaultyProxy.ALL, HttpFault.cutResponse(0));
            useAll(store);
        }

        assertThat(failures).isNotEmpty().noneMatch(S3SecretsTest::isSecret);
        root.detachAppender(log);
        assertThat(List.copyOf(log.list))
                .filteredOn(event -> !event.getLoggerName().startsWith("org.gaul"))
                .extracting(event -> event.getLoggerName() + " " + event.getFormattedMessage() + thrown(event))
                .noneMatch(S3SecretsTest::isSecret);
    }

    @Test
    void areNotInTheTextOfWhatHoldsThem() throws Exception {
        Map<String, String> config = settings(true);

        S3Settings settings =
                S3Settings.of(new PluginConfig("location velero/default", config), TestContext.in(folder));

        assertThat(isSecret(settings.toString())).isFalse();
    }

    private void useAll(ObjectStore store) {
        attempt(store::check);
        attempt(() -> store.put("a", new PatternStream(1000), 1000));
        attempt(() -> store.put("large", new PatternStream(9 << 20), -1));
        attempt(() -> store.get("a").orElseThrow().readAllBytes());
        attempt(() -> store.head("a"));
        attempt(() -> store.list("").toList());
        attempt(() -> ((BulkDelete) store).delete(List.of("a", "large")));
    }

    private void attempt(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        if (thrown != null) {
            failures.add(Throwables.getStackTrace(thrown));
        }
    }

    private static String thrown(ILoggingEvent event) {
        return event.getThrowableProxy() == null
                ? ""
                : " " + event.getThrowableProxy().getMessage();
    }

    private static boolean isSecret(String text) {
        String base64 = Base64.getEncoder().encodeToString(CUSTOMER_KEY.getBytes(StandardCharsets.US_ASCII));
        return text.contains(S3Server.SECRET)
                || text.contains(TOKEN)
                || text.contains(CUSTOMER_KEY)
                || text.contains(base64);
    }

    private ObjectStore open(boolean withCustomerKey) throws Exception {
        return new S3ObjectStoreFactory()
                .create(new PluginConfig("location velero/default", settings(withCustomerKey)), TestContext.in(folder));
    }

    private Map<String, String> settings(boolean withCustomerKey) throws Exception {
        Map<String, String> settings = server.settings(folder, server.bucket(), "");
        settings.put("s3Url", proxy.url().toString());
        Path credentials = Path.of(settings.get("credentialsFile"));
        Files.writeString(credentials, Files.readString(credentials) + "aws_session_token=" + TOKEN + "\n");
        if (withCustomerKey) {
            settings.put(
                    "customerKeyEncryptionFile",
                    Files.writeString(folder.resolve("key"), CUSTOMER_KEY).toString());
        }
        return settings;
    }
}
