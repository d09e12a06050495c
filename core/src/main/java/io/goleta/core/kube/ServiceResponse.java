package io.goleta.core.kube;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a Service answered through the API server's proxy, or the API server in its place.
 *
 * @param code the HTTP status
 * @param headers by name, in whatever case the name is looked up
 * @param body arrives while it is read
 */
public record ServiceResponse(int code, Map<String, List<String>> headers, InputStream body) implements AutoCloseable {

    public ServiceResponse {
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    /** The first value of a header; empty when the response does not carry it. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** Ends the transfer of the body. */
    @Override
    public void close() throws IOException {
        body.close();
    }
}
