package io.goleta.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.goleta.core.api.DownloadToken;
import io.goleta.server.download.Downloads;
import io.goleta.server.download.Downloads.Answer;
import io.goleta.spi.error.GoletaException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /downloads/<request>} with the token in a header, or {@code /downloads/<request>/<token>} for clients that know no
 * more than an address. Every answer of ours carries a header that no proxy sets.
 */
public final class DownloadHandler implements HttpHandler {
    /** Where it is to be found. */
    public static final String PATH = "/downloads/";

    private static final Logger LOGGER = LoggerFactory.getLogger(DownloadHandler.class);

    private final Downloads downloads;

    @Inject
    public DownloadHandler(Downloads downloads) {
        this.downloads = downloads;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String[] path =
                exchange.getRequestURI().getPath().substring(PATH.length()).split("/", 2);
        String token = path.length > 1
                ? path[1]
                : Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(DownloadToken.HEADER), "");
        try {
            switch (downloads.open(path[0], new DownloadToken(token))) {
                case Answer.Content content -> send(exchange, content.bytes());
                case Answer.Absent absent -> answer(exchange, 404, "absent", absent.reason());
                case Answer.Refused refused ->
                    answer(
                            exchange,
                            403,
                            "refused",
                            "the token is not the one of this request for a file, or the request is too old");
            }
        } catch (GoletaException e) {
            LOGGER.warn("download for request {} failed: {}", path[0], e.getMessage());
            answer(exchange, 502, "failed", String.valueOf(e.getMessage()));
        }
    }

    private static void send(HttpExchange exchange, InputStream file) throws IOException {
        try (exchange;
                file) {
            exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
            exchange.getResponseHeaders().set(DownloadToken.ANSWER_HEADER, "file");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                file.transferTo(out);
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String kind, String text) throws IOException {
        exchange.getResponseHeaders().set(DownloadToken.ANSWER_HEADER, kind);
        HttpResponses.text(exchange, status, text);
    }
}
