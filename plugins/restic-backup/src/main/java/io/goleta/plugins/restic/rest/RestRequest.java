package io.goleta.plugins.restic.rest;

import com.sun.net.httpserver.HttpExchange;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ChecksummedPut;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One HTTP request of restic. */
final class RestRequest {
    private static final Logger LOGGER = LoggerFactory.getLogger(RestRequest.class);
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int NO_SUCH_RANGE = 416;
    private static final int SERVER_ERROR = 500;

    private final HttpExchange exchange;
    private final RestSession session;
    private final ObjectStore store;
    private final String target;

    RestRequest(HttpExchange exchange, RestSession session, String target) {
        this.exchange = exchange;
        this.session = session;
        this.store = session.store();
        this.target = target;
    }

    void serve() throws IOException {
        String request = exchange.getRequestMethod() + " " + target;
        try {
            answer();
            session.succeeded(request);
        } catch (GoletaException e) {
            session.failed(request, e);
            LOGGER.debug("{} in {}: {}", request, session.path(), e.getMessage());
            refuse(SERVER_ERROR);
        } catch (RuntimeException e) {
            LOGGER.warn("{} in {}: the object store plugin failed", request, session.path(), e);
            session.failed(request, new GoletaException(Fault.PLUGIN, "the object store plugin failed: " + e, e));
            refuse(SERVER_ERROR);
        }
    }

    private void answer() throws IOException {
        Optional<RequestPath> asked = RequestPath.parse(target);
        if (asked.isEmpty()) {
            refuse(BAD_REQUEST);
            return;
        }
        switch (asked.get()) {
            case RequestPath.Root root -> status(exchange.getRequestMethod().equals("POST") ? OK : NOT_ALLOWED);
            case RequestPath.Folder listing -> list(listing.type());
            case RequestPath.File file -> serve(file.file());
        }
    }

    private void serve(StoredFile file) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "HEAD" -> head(file);
            case "GET" -> get(file);
            case "POST" -> post(file);
            case "DELETE" -> delete(file);
            default -> refuse(NOT_ALLOWED);
        }
    }

    private void head(StoredFile file) throws IOException {
        Optional<ObjectInfo> info = store.head(key(file));
        if (info.isPresent()) {
            exchange.getResponseHeaders()
                    .set("Content-Length", Long.toString(info.get().size()));
        }
        status(info.isPresent() ? OK : NOT_FOUND);
    }

    private void get(StoredFile file) throws IOException {
        Optional<RangeHeader> range =
                RangeHeader.parse(exchange.getRequestHeaders().getFirst("Range"));
        Optional<InputStream> content = range.isPresent()
                ? store.get(key(file), range.get().offset(), range.get().length())
                : store.get(key(file));
        if (content.isEmpty()) {
            status(NOT_FOUND);
            return;
        }
        try (InputStream in = content.get()) {
            send(file, FileDownload.begin(in, () -> store.head(key(file)), range), range);
        }
    }

    private void send(StoredFile file, FileDownload download, Optional<RangeHeader> range) throws IOException {
        if (range.isPresent() && download.length() == 0) {
            status(NO_SUCH_RANGE);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        range.ifPresent(
                part -> exchange.getResponseHeaders().set("Content-Range", part.contentRange(download.length())));
        exchange.sendResponseHeaders(range.isPresent() ? PARTIAL : OK, download.length() == 0 ? -1 : download.length());
        session.read(download.length());
        download.sendTo(exchange.getResponseBody());
    }

    private void post(StoredFile file) throws IOException {
        if (file.type() == FileType.CONFIG && store.head(key(file)).isPresent()) {
            refuse(FORBIDDEN);
            return;
        }
        String header = exchange.getRequestHeaders().getFirst("Content-Length");
        long length = header == null ? -1 : Long.parseLong(header);
        FileUpload upload = new FileUpload(exchange.getRequestBody(), length);
        session.willStore(file);
        try {
            store(file, upload, length);
        } catch (GoletaException e) {
            if (upload.isBroken()) {
                throw new IOException("restic closed the connection while sending " + file, e);
            }
            throw e;
        }
        session.stored(upload.count());
        status(OK);
    }

    /**
     * A file's name is the SHA-256 of its content. A store that verifies checksums on its side covers the whole
     * way, the loopback and this process included; for any other this process verifies it.
     */
    private void store(StoredFile file, FileUpload upload, long length) {
        if (file.type() == FileType.CONFIG) {
            store.put(key(file), upload, length);
        } else if (store instanceof ChecksummedPut comparing) {
            comparing.put(key(file), upload, length, file.name());
        } else {
            store.put(key(file), ChecksummedPut.verified(upload, length, file.name()), length);
        }
    }

    private void delete(StoredFile file) throws IOException {
        if (file.type() == FileType.CONFIG) {
            refuse(FORBIDDEN);
            return;
        }
        store.delete(key(file));
        session.removed(file);
        status(OK);
    }

    private void list(FileType type) throws IOException {
        if (!exchange.getRequestMethod().equals("GET")) {
            refuse(NOT_ALLOWED);
            return;
        }
        FileListing format = FileListing.accepted(exchange.getRequestHeaders().getFirst("Accept"));
        try (Stream<ObjectInfo> objects = store.list(session.path() + "/" + type.folder() + "/")) {
            exchange.getResponseHeaders().set("Content-Type", format.contentType());
            exchange.sendResponseHeaders(OK, 0);
            OutputStream out = exchange.getResponseBody();
            format.write(objects, out);
            out.close();
        }
    }

    private String key(StoredFile file) {
        return file.key(session.path());
    }

    private void status(int code) throws IOException {
        exchange.sendResponseHeaders(code, -1);
        exchange.close();
    }

    /** Answers after reading what restic still sends; else it would see a broken connection instead of the status. */
    private void refuse(int code) throws IOException {
        if (exchange.getResponseCode() != -1) {
            throw new IOException("the answer had already begun");
        }
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        status(code);
    }
}
