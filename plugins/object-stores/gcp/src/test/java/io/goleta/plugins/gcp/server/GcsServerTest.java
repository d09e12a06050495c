package io.goleta.plugins.gcp.server;

import static io.goleta.plugins.gcp.server.GcsCalls.BUCKET;
import static io.goleta.plugins.gcp.server.GcsCalls.bytes;
import static io.goleta.plugins.gcp.server.GcsCalls.object;
import static io.goleta.plugins.gcp.server.GcsCalls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.goleta.plugins.gcp.server.GcsCalls.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Objects and buckets. Where Google's documentation says what happens, that is expected; where it is silent, as on ranges that run
 * backwards or a page of no objects, it is a refusal of ours, and no proof of what Google does.
 */
class GcsServerTest {
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
    void describesABucket() {
        Answer bucket = calls.get("/storage/v1/b/" + BUCKET);

        assertThat(bucket.status()).isEqualTo(200);
        assertThat(bucket.json().path("kind").asText()).isEqualTo("storage#bucket");
        assertThat(bucket.json().path("name").asText()).isEqualTo(BUCKET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/o", "/o/a", "/o/a?alt=media"})
    void hasNoOtherBucket(String rest) {
        Answer answer = calls.get("/storage/v1/b/another" + rest);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("The specified bucket does not exist.");
        if (!rest.contains("media")) {
            assertThat(answer.reason()).isEqualTo("notFound");
        }
    }

    @Test
    void storesInOneRequest() {
        Answer stored = calls.put("folder/a b", utf8("hello"));

        assertThat(stored.status()).isEqualTo(200);
        JsonNode object = stored.json();
        assertThat(object.path("name").asText()).isEqualTo("folder/a b");
        assertThat(object.path("bucket").asText()).isEqualTo(BUCKET);
        assertThat(object.path("size").asText()).isEqualTo("5");
        assertThat(object.path("size").isTextual()).isTrue();
        assertThat(object.path("crc32c").asText()).isEqualTo("mnG7TA==");
        assertThat(object.path("md5Hash").asText()).isEqualTo("XUFAKrxLKna5cZ2REBfFkg==");
        assertThat(object.path("contentType").asText()).isEqualTo("text/plain");
        assertThat(calls.get(object("folder/a b")).json()).isEqualTo(object);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 200_000, 3_000_000})
    void storesInOneRequestOfParts(int size) {
        byte[] content = bytes(size);

        Answer stored = calls.multipart("{\"name\":\"a\",\"metadata\":{\"k\":\"v\"}}", content, "application/x-test");

        assertThat(stored.status()).as(stored.text()).isEqualTo(200);
        assertThat(stored.json().path("contentType").asText()).isEqualTo("application/x-test");
        assertThat(stored.json().at("/metadata/k").asText()).isEqualTo("v");
        assertThat(calls.get(object("a") + "?alt=media").bytes()).isEqualTo(content);
        assertThat(calls.get("/download" + object("a") + "?alt=media").bytes()).isEqualTo(content);
    }

    @Test
    void findsNoDelimiterInContentThatResemblesOne() {
        byte[] content = utf8("\r\n--limi\r\n--\r\r\n--limi\r\r\n-");

        calls.multipart("{\"name\":\"a\"}", content, "text/plain");

        assertThat(calls.get(object("a") + "?alt=media").bytes()).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"crc32c\":\"AAAAAA==\"", "\"md5Hash\":\"AAAAAAAAAAAAAAAAAAAAAA==\""})
    void refusesOtherChecksums(String checksum) {
        calls.put("a", utf8("before"));

        Answer refused = calls.multipart("{\"name\":\"a\"," + checksum + "}", utf8("hello"), "text/plain");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.reason()).isEqualTo("invalid");
        assertThat(refused.message()).startsWith("Provided ").contains("doesn't match calculated");
        assertThat(calls.get(object("a") + "?alt=media").text()).isEqualTo("before");
    }

    @Test
    void acceptsTheRightChecksums() {
        String sums = "\"crc32c\":\"mnG7TA==\",\"md5Hash\":\"XUFAKrxLKna5cZ2REBfFkg==\"";

        assertThat(calls.multipart("{\"name\":\"a\"," + sums + "}", utf8("hello"), "text/plain")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesTypesThatContradictEachOther() {
        assertThat(calls.multipart("{\"name\":\"a\",\"contentType\":\"text/html\"}", utf8("x"), "text/plain")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void holdsToPreconditions() {
        String first = calls.put("a", utf8("1"), "&ifGenerationMatch=0")
                .json()
                .path("generation")
                .asText();

        Answer again = calls.put("a", utf8("2"), "&ifGenerationMatch=0");

        assertThat(again.status()).isEqualTo(412);
        assertThat(again.reason()).isEqualTo("conditionNotMet");
        assertThat(calls.put("a", utf8("3"), "&ifGenerationMatch=" + first).status())
                .isEqualTo(200);
        assertThat(calls.call("DELETE", object("a") + "?ifGenerationMatch=" + first, new byte[0])
                        .status())
                .isEqualTo(412);
        assertThat(calls.get(object("a") + "?alt=media&generation=" + first).status())
                .isEqualTo(404);
        assertThat(calls.get(object("a") + "?alt=media").text()).isEqualTo("3");
    }

    @Test
    void deletes() {
        calls.put("a", utf8("1"));

        Answer deleted = calls.call("DELETE", object("a"), new byte[0]);
        Answer again = calls.call("DELETE", object("a"), new byte[0]);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.message()).isEqualTo("No such object: " + BUCKET + "/a");
        assertThat(calls.get(object("a")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 206, 0, bytes 0-0/10",
        "bytes=3-5, 206, 345, bytes 3-5/10",
        "bytes=8-, 206, 89, bytes 8-9/10",
        "bytes=8-100, 206, 89, bytes 8-9/10",
        "bytes=-3, 206, 789, bytes 7-9/10",
        "bytes=-30, 206, 0123456789, bytes 0-9/10",
        "bytes=5-3, 200, 0123456789, ''",
        "elements=1-2, 200, 0123456789, ''"
    })
    void readsARange(String range, int status, String content, String contentRange) {
        calls.put("a", utf8("0123456789"));

        Answer part = calls.get(object("a") + "?alt=media", "Range", range);

        assertThat(part.status()).isEqualTo(status);
        assertThat(part.text()).isEqualTo(content);
        assertThat(part.header("Content-Range")).isEqualTo(contentRange);
        assertThat(part.header("x-goog-stored-content-length")).isEqualTo("10");
    }

    @ParameterizedTest
    @CsvSource({"bytes=10-, 10", "bytes=10-12, 10", "bytes=0-, 0", "bytes=0-5, 0", "bytes=-0, 10"})
    void cannotReadOtherRanges(String range, int size) {
        calls.put("a", utf8("x".repeat(size)));

        assertThat(calls.get(object("a") + "?alt=media", "Range", range).status())
                .isEqualTo(416);
    }

    @Test
    void saysWhatItSends() {
        String generation =
                calls.put("a", utf8("hello")).json().path("generation").asText();

        Answer answer = calls.get(object("a") + "?alt=media");

        assertThat(answer.header("x-goog-hash")).isEqualTo("crc32c=mnG7TA==,md5=XUFAKrxLKna5cZ2REBfFkg==");
        assertThat(answer.header("x-goog-generation")).isEqualTo(generation);
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain");
        assertThat(answer.header("Content-Length")).isEqualTo("5");
    }

    @Test
    void keepsAnObjectWholeForItsReadersWhenItIsReplaced() {
        List<Runnable> work = new ArrayList<>();
        calls.put("a", bytes(100_000));
        for (int i = 0; i < 20; i++) {
            int size = 100_000 + i;
            work.add(() -> calls.put("a", bytes(size)));
            work.add(() -> {
                byte[] seen = calls.get(object("a") + "?alt=media").bytes();
                assertThat(seen).isEqualTo(bytes(seen.length));
            });
        }

        work.parallelStream().forEach(Runnable::run);

        assertThat(server.names(BUCKET)).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "line\nbreak", "carriage\rreturn", ".well-known/acme-challenge/x"})
    void refusesNamesThatAreNone(String name) {
        assertThat(calls.put(name, utf8("x")).status()).isEqualTo(400);
    }

    @Test
    void takesNamesOf1024Bytes() {
        assertThat(calls.put("é".repeat(512), utf8("x")).status()).isEqualTo(200);
        assertThat(calls.put("é".repeat(512) + "x", utf8("x")).status()).isEqualTo(400);
    }

    @Test
    void refusesANameThatIsNotEncoded() {
        calls.put("a/b", utf8("x"));

        assertThat(calls.get("/storage/v1/b/" + BUCKET + "/o/a/b").status()).isEqualTo(404);
    }

    @Test
    void listsInTheOrderOfBytes() {
        List<String> sorted = List.of("A", "a", "a!", "a/", "a/b", "a0", "z", "é", "\uFF5E", "\uD83D\uDE00");
        sorted.reversed().forEach(name -> calls.put(name, utf8(name)));

        assertThat(names(calls.list("").json())).isEqualTo(sorted);
        assertThat(names(calls.list("prefix=a").json())).containsExactly("a", "a!", "a/", "a/b", "a0");
        assertThat(names(calls.list("startOffset=a%2Fb&endOffset=z").json())).containsExactly("a/b", "a0");
    }

    @Test
    void listsFolders() {
        for (String name : List.of("p/a", "p/b/1", "p/b/2", "p/c", "p/d/1/2", "q")) {
            calls.put(name, utf8("x"));
        }

        JsonNode page = calls.list("prefix=p/&delimiter=/").json();

        assertThat(names(page)).containsExactly("p/a", "p/c");
        assertThat(texts(page.path("prefixes"))).containsExactly("p/b/", "p/d/");
        assertThat(page.has("nextPageToken")).isFalse();
        assertThat(calls.list("prefix=none").json().has("items")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 100})
    void listsPageByPage(int size) {
        for (String name : List.of("a", "b/1", "b/2", "b/3", "c", "d/1", "e")) {
            calls.put(name, utf8("x"));
        }
        List<String> all = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();

        String token = "";
        do {
            JsonNode page = calls.list("delimiter=/&maxResults=" + size + token).json();
            List<String> both = new ArrayList<>(names(page));
            both.addAll(texts(page.path("prefixes")));
            sizes.add(both.size());
            all.addAll(both);
            token = page.path("nextPageToken").isMissingNode()
                    ? ""
                    : "&pageToken="
                            + GcsCalls.encoded(page.path("nextPageToken").asText());
        } while (!token.isEmpty());

        assertThat(all).containsExactlyInAnyOrder("a", "b/", "c", "d/", "e");
        assertThat(sizes.subList(0, sizes.size() - 1)).allMatch(count -> count == size);
    }

    @Test
    void answersWithTheFieldsThatAreWanted() {
        calls.put("a/b", utf8("hello"), "&fields=name,size");

        assertThat(calls.put("a", utf8("hello"), "&fields=name,size").text())
                .isEqualTo("{\"name\":\"a\",\"size\":\"5\"}");
        assertThat(calls.list("delimiter=/&fields=items(name,crc32c),prefixes").text())
                .isEqualTo("{\"prefixes\":[\"a/\"],\"items\":[{\"name\":\"a\",\"crc32c\":\"mnG7TA==\"}]}");
        assertThat(calls.list("fields=items/name").text())
                .isEqualTo("{\"items\":[{\"name\":\"a\"},{\"name\":\"a/b\"}]}");
        assertThat(calls.list("fields=items(name").reason()).isEqualTo("invalidParameter");
    }

    @Test
    void listsAThousandAtMost() {
        IntStream.range(0, 1_001).parallel().forEach(i -> calls.put("o" + i, utf8("x")));

        JsonNode page = calls.list("maxResults=5000").json();

        assertThat(names(page)).hasSize(1000);
        assertThat(page.path("nextPageToken").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"maxResults=0", "maxResults=-1", "maxResults=x", "pageToken=%21%21", "versions=true", "prefx=a"})
    void refusesWhatItDoesNotUnderstand(String query) {
        assertThat(calls.list(query).status()).isEqualTo(400);
    }

    @Test
    void acceptsThatSomethingIsNotWanted() {
        assertThat(calls.list("versions=false&matchGlob=&includeTrailingDelimiter=false")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void canBeMadeToLie() {
        calls.put("a", utf8("hello"));

        server.corrupt(BUCKET, "a");

        Answer answer = calls.get(object("a") + "?alt=media");
        assertThat(answer.text()).isNotEqualTo("hello").hasSize(5);
        assertThat(answer.header("x-goog-hash")).contains("crc32c=mnG7TA==");
    }

    private static List<String> names(JsonNode page) {
        List<String> names = new ArrayList<>();
        page.path("items").forEach(item -> names.add(item.path("name").asText()));
        return names;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
