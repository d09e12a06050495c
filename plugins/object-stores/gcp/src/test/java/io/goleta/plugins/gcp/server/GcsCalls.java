package io.goleta.plugins.gcp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Random;

/** Requests as plain as they are on the wire. */
final class GcsCalls {
    static final String BUCKET = "bucket-of-tests";
    static final int UNIT = 256 << 10;

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI server;
    private final String token;

    /** With a token; none when it is empty. */
    GcsCalls(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    record Answer(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return String.join(",", response.headers().allValues(name));
        }

        byte[] bytes() {
            return response.body();
        }

        String text() {
            return new String(response.body(), UTF_8);
        }

        JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(text(), e);
            }
        }

        String reason() {
            return json().at("/error/errors/0/reason").asText();
        }

        String message() {
            return json().at("/error/message").asText();
        }
    }

    Answer call(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(client.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Answer get(String path, String... headers) {
        return call("GET", path, new byte[0], headers);
    }

    static String object(String name) {
        return "/storage/v1/b/" + BUCKET + "/o/" + encoded(name);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    Answer list(String query) {
        return get("/storage/v1/b/" + BUCKET + "/o?" + query);
    }

    /** Stores an object in one request. */
    Answer put(String name, byte[] content, String... query) {
        String path = "/upload/storage/v1/b/" + BUCKET + "/o?uploadType=media&name=" + encoded(name);
        return call("POST", path + String.join("", query), content, "Content-Type", "text/plain");
    }

    /** Stores an object with its metadata in one request. */
    Answer multipart(String metadata, byte[] content, String mediaType) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--limit\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n" + metadata
                        + "\r\n--limit\r\nContent-Type: " + mediaType + "\r\n\r\n")
                .getBytes(UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n--limit--\r\n".getBytes(UTF_8));
        return call(
                "POST",
                "/upload/storage/v1/b/" + BUCKET + "/o?uploadType=multipart",
                body.toByteArray(),
                "Content-Type",
                "multipart/related; boundary=limit");
    }

    /** Begins a resumable upload, and gives what is to be asked further. */
    String begin(String name, String metadata) {
        return begin(name, metadata, "");
    }

    String begin(String name, String metadata, String query, String... headers) {
        String path = "/upload/storage/v1/b/" + BUCKET + "/o?uploadType=resumable&name=" + encoded(name) + query;
        Answer answer = call("POST", path, metadata.getBytes(UTF_8), headers);
        URI location = URI.create(answer.header("Location"));
        return location.getRawPath() + "?" + location.getRawQuery();
    }

    /** Sends a part of a resumable upload. */
    Answer part(String session, byte[] content, String range, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Range";
        all[1] = range;
        return call("PUT", session, content, all);
    }

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
