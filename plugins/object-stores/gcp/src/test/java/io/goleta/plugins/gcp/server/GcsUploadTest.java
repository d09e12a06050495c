package io.goleta.plugins.gcp.server;

import static io.goleta.plugins.gcp.server.GcsCalls.BUCKET;
import static io.goleta.plugins.gcp.server.GcsCalls.UNIT;
import static io.goleta.plugins.gcp.server.GcsCalls.bytes;
import static io.goleta.plugins.gcp.server.GcsCalls.object;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goleta.plugins.gcp.server.GcsCalls.Answer;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Resumable uploads. What is expected is what Google's documentation says, and what the tests of Google's client for Java tell of its
 * servers; the words of other refusals are ours.
 */
class GcsUploadTest {
    private static final byte[] NOTHING = {};

    private GcsServer server;
    private GcsCalls calls;

    @BeforeEach
    void startServer() {
        server = GcsServer.start();
        server.createBucket(BUCKET);
        calls = new GcsCalls(server.url(), server.token());
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void takesAnObjectInOneRequest() {
        byte[] content = bytes(1000);

        Answer done = calls.call("PUT", calls.begin("a", "{}"), content);

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json().path("name").asText()).isEqualTo("a");
        assertThat(stored()).isEqualTo(content);
    }

    @Test
    void takesAnObjectInParts() {
        byte[] content = bytes(2 * UNIT + 10);
        String session = calls.begin("a", "{\"contentType\":\"text/css\"}");

        assertIncomplete(calls.part(session, NOTHING, "bytes */*"), 0);
        assertIncomplete(part(session, content, 0, UNIT, "*"), UNIT);
        assertIncomplete(calls.part(session, NOTHING, "bytes */*"), UNIT);
        assertThat(calls.get(object("a")).status()).isEqualTo(404);
        assertIncomplete(part(session, content, UNIT, 2 * UNIT, "*"), 2 * UNIT);
        Answer done = part(session, content, 2 * UNIT, content.length, Integer.toString(content.length));

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json().path("contentType").asText()).isEqualTo("text/css");
        assertThat(stored()).isEqualTo(content);
    }

    @ParameterizedTest
    @CsvSource({"0, bytes */0", "262144, bytes */262144"})
    void finishesWithoutMoreBytes(int size, String range) {
        byte[] content = bytes(size);
        String session = calls.begin("a", "{}");
        if (size > 0) {
            part(session, content, 0, size, "*");
        }

        assertThat(calls.part(session, NOTHING, range).status()).isEqualTo(200);
        assertThat(stored()).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes */100", "bytes */524288"})
    void doesNotFinishWithAnotherSize(String range) {
        String session = calls.begin("a", "{}");
        part(session, bytes(UNIT), 0, UNIT, "*");

        assertIncomplete(calls.part(session, NOTHING, range), UNIT);
    }

    @Test
    void answersLikewiseToWhatIsAskedAfterTheEnd() {
        String session = calls.begin("a", "{}");
        String object = calls.call("PUT", session, bytes(10)).text();

        assertThat(calls.part(session, NOTHING, "bytes */10").text()).isEqualTo(object);
        assertThat(calls.part(session, NOTHING, "bytes */*").text()).isEqualTo(object);
        assertThat(part(session, bytes(UNIT), 0, UNIT, "*").text()).isEqualTo(object);
    }

    @Test
    void passesOverBytesThatItHas() {
        byte[] content = bytes(2 * UNIT);
        String session = calls.begin("a", "{}");
        part(session, content, 0, UNIT, "*");

        Answer done = part(session, content, 0, 2 * UNIT, Integer.toString(2 * UNIT));

        assertThat(done.status()).isEqualTo(200);
        assertThat(stored()).isEqualTo(content);
    }

    @Test
    void refusesAGap() {
        byte[] content = bytes(3 * UNIT);
        String session = calls.begin("a", "{}");
        part(session, content, 0, UNIT, "*");

        Answer refused = part(session, content, 2 * UNIT, 3 * UNIT, "*");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text())
                .isEqualTo(
                        "Invalid request.  According to the Content-Range header, the upload offset is 524288 byte(s),"
                                + " which exceeds already uploaded size of 262144 byte(s).");
        assertIncomplete(calls.part(session, NOTHING, "bytes */*"), UNIT);
    }

    @Test
    void refusesSmallPartsThatAreNotTheLast() {
        String session = calls.begin("a", "{}");

        assertThat(part(session, bytes(1000), 0, 1000, "*").status()).isEqualTo(400);
        assertThat(part(session, bytes(1000), 0, 1000, "2000").status()).isEqualTo(400);
        assertIncomplete(calls.part(session, NOTHING, "bytes */*"), 0);
    }

    @Test
    void keepsAMultipleOfTheUnit() {
        byte[] content = bytes(2 * UNIT);
        String session = calls.begin("a", "{}");

        assertIncomplete(part(session, content, 0, UNIT + 1000, "*"), UNIT);
        assertThat(part(session, content, UNIT, 2 * UNIT, Integer.toString(2 * UNIT))
                        .status())
                .isEqualTo(200);
        assertThat(stored()).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes 0-9/*x",
                "bytes 9-0/10",
                "bytes 0-10/10",
                "0-9/10",
                "bytes */",
                "bytes 0-8/9",
                "bytes 0-10/11",
                "bytes */10"
            })
    void refusesARangeThatDoesNotFitTenBytes(String range) {
        String session = calls.begin("a", "{}");

        assertThat(calls.part(session, bytes(10), range).status()).isEqualTo(400);
        assertIncomplete(calls.part(session, NOTHING, "bytes */*"), 0);
        assertThat(server.names(BUCKET)).isEmpty();
    }

    @Test
    void refusesAnotherSizeThanWasAnnounced() {
        String session = calls.begin("a", "{}", "", "X-Upload-Content-Length", "11");

        assertThat(part(session, bytes(10), 0, 10, "10").status()).isEqualTo(400);
    }

    @Test
    void refusesOtherChecksums() {
        String session = calls.begin("a", "{\"crc32c\":\"AAAAAA==\"}");

        Answer refused = calls.call("PUT", session, bytes(10));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).startsWith("Provided CRC32C \"AAAAAA==\" doesn't match calculated CRC32C");
        assertThat(server.names(BUCKET)).isEmpty();
    }

    @Test
    void holdsTheLastPartToItsChecksum() {
        String session = calls.begin("a", "{}");

        assertThat(calls.part(session, bytes(10), "bytes 0-9/10", "X-Goog-Hash", "crc32c=AAAAAA==")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void holdsToPreconditionsAtTheEnd() {
        String session = calls.begin("a", "{}", "&ifGenerationMatch=0");
        calls.put("a", bytes(1));

        Answer refused = calls.call("PUT", session, bytes(10));

        assertThat(refused.status()).isEqualTo(412);
        assertThat(calls.call("PUT", session, bytes(10)).status()).isEqualTo(412);
        assertThat(stored()).hasSize(1);
    }

    @Test
    void cancels() {
        String session = calls.begin("a", "{}");
        part(session, bytes(UNIT), 0, UNIT, "*");

        assertThat(calls.call("DELETE", session, NOTHING).status()).isEqualTo(499);
        assertThat(calls.part(session, NOTHING, "bytes */*").status()).isBetween(400, 499);
        assertThat(server.names(BUCKET)).isEmpty();
    }

    @Test
    void needsNoTokenForASession() {
        String session = calls.begin("a", "{}");

        assertThat(new GcsCalls(server.url(), "")
                        .call("PUT", session, bytes(10))
                        .status())
                .isEqualTo(200);
        assertThat(new GcsCalls(server.url(), "wrong")
                        .call("PUT", session, bytes(10))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void doesNotLookLikeARedirectWhereThatIsAsked() {
        String session = calls.begin("a", "{}");

        Answer answer = calls.part(session, bytes(UNIT), "bytes 0-262143/*", "X-GUploader-No-308", "yes");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-HTTP-Status-Code-Override")).isEqualTo("308");
        assertThat(answer.header("Range")).isEqualTo("bytes=0-262143");
    }

    @Test
    void keepsWhatCameBeforeAConnectionBroke() throws IOException {
        byte[] content = bytes(3 * UNIT);
        String session = calls.begin("a", "{}");

        try (Socket socket = new Socket("127.0.0.1", server.url().getPort())) {
            socket.getOutputStream()
                    .write(("PUT " + session + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + content.length
                                    + "\r\nContent-Range: bytes 0-" + (content.length - 1) + "/" + content.length
                                    + "\r\n\r\n")
                            .getBytes(US_ASCII));
            socket.getOutputStream().write(content, 0, UNIT + UNIT / 2);
        }

        await().untilAsserted(() -> assertThat(server.names(BUCKET)).isEmpty());
        Answer rest = part(session, content, 0, content.length, Integer.toString(content.length));
        assertThat(rest.status()).isEqualTo(200);
        assertThat(stored()).isEqualTo(content);
    }

    private byte[] stored() {
        return calls.get(object("a") + "?alt=media").bytes();
    }

    private Answer part(String session, byte[] content, int from, int to, String total) {
        return calls.part(
                session, Arrays.copyOfRange(content, from, to), "bytes " + from + "-" + (to - 1) + "/" + total);
    }

    private static void assertIncomplete(Answer answer, int stored) {
        assertThat(answer.status()).isEqualTo(308);
        assertThat(answer.header("Range")).isEqualTo(stored == 0 ? "" : "bytes=0-" + (stored - 1));
    }
}
