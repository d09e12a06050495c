package io.goleta.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.goleta.core.kube.ApiResource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** The API server with nothing in between: the floor. */
final class RawApi {
    private static final Pattern CONTINUE = Pattern.compile("\"continue\":\"([^\"]*)\"");
    private static final int HEAD = 4_096;

    private final Config config;
    private final HttpClient http;

    RawApi(Config config) throws Exception {
        this.config = config;
        this.http =
                HttpClient.newBuilder().sslContext(SSLUtils.sslContext(config)).build();
    }

    /** Reads every page of these lists and compresses them, each worker into a file of its own. Returns the bytes read. */
    long listAll(List<ApiResource> resources, String labels, int atOnce, Path folder) throws Exception {
        return inParallel(
                        resources.stream()
                                .<Callable<Long>>map(resource -> () -> list(resource, labels, folder))
                                .toList(),
                        atOnce)
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Creates objects. Ones that are there already are an error. */
    void createAll(List<SampleObjects.Sample> samples, int atOnce) throws Exception {
        inParallel(
                samples.stream()
                        .<Callable<Integer>>map(sample -> () -> send(sample.collection(), "POST", sample.json()))
                        .toList(),
                atOnce);
    }

    void delete(String path) throws Exception {
        send(path, "DELETE", "");
    }

    private int send(String path, String method, String body) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + ": " + new String(answer.body(), UTF_8));
        }
        return answer.statusCode();
    }

    private long list(ApiResource resource, String labels, Path folder) throws Exception {
        String path = (resource.id().group().isEmpty() ? "/api/" : "/apis/") + resource.apiVersion() + "/"
                + resource.id().resource();
        Path file = folder.resolve(resource.id().toString());
        long bytes = 0;
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
            String position = "";
            do {
                String query = "?limit=500&labelSelector=" + encoded(labels) + "&continue=" + encoded(position);
                HttpResponse<InputStream> answer =
                        http.send(request(path + query).build(), HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream in = answer.body()) {
                    byte[] head = in.readNBytes(HEAD);
                    out.write(head);
                    bytes += head.length + in.transferTo(out);
                    Matcher next = CONTINUE.matcher(new String(head, UTF_8));
                    position = next.find() ? next.group(1) : "";
                }
            } while (!position.isEmpty());
        }
        return bytes;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(config.getMasterUrl().replaceFirst("/$", "") + path));
        String token = config.getAutoOAuthToken() != null ? config.getAutoOAuthToken() : config.getOauthToken();
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static <T> List<T> inParallel(List<Callable<T>> work, int atOnce) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            for (Future<T> result : threads.invokeAll(work)) {
                results.add(result.get());
            }
        }
        return results;
    }
}
