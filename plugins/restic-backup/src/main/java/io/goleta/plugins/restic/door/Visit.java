package io.goleta.plugins.restic.door;

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

/** One request of restic. */
final class Visit {
    private static final Logger LOGGER = LoggerFactory.getLogger(Visit.class);
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int NO_SUCH_RANGE = 416;
    private static final int SERVER_ERROR = 500;

    private final HttpExchange exchange;
    private final Entrance entrance;
    private final ObjectStore store;
    private final String target;

    Visit(HttpExchange exchange, Entrance entrance, String target) {
        this.exchange = exchange;
        this.entrance = entrance;
        this.store = entrance.store();
        this.target = target;
    }

    void serve() throws IOException {
        String request = exchange.getRequestMethod() + " " + target;
        try {
            answer();
            entrance.succeeded(request);
        } catch (GoletaException e) {
            entrance.failed(request, e);
            LOGGER.debug("{} in {}: {}", request, entrance.path(), e.getMessage());
            refuse(SERVER_ERROR);
        } catch (RuntimeException e) {
            LOGGER.warn("{} in {}: the object store broke", request, entrance.path(), e);
            entrance.failed(request, new GoletaException(Fault.PLUGIN, "the object store broke: " + e, e));
            refuse(SERVER_ERROR);
        }
    }

    private void answer() throws IOException {
        Optional<Target> asked = Target.parse(target);
        if (asked.isEmpty()) {
            refuse(BAD_REQUEST);
            return;
        }
        switch (asked.get()) {
            case Target.Root root -> status(exchange.getRequestMethod().equals("POST") ? OK : NOT_ALLOWED);
            case Target.Listing listing -> list(listing.type());
            case Target.File file -> serve(file.file());
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
        Optional<ByteRange> range = ByteRange.parse(exchange.getRequestHeaders().getFirst("Range"));
        Optional<InputStream> content = range.isPresent()
                ? store.get(key(file), range.get().offset(), range.get().length())
                : store.get(key(file));
        if (content.isEmpty()) {
            status(NOT_FOUND);
            return;
        }
        try (InputStream in = content.get()) {
            send(file, Download.begin(in, () -> store.head(key(file)), range), range);
        }
    }

    private void send(StoredFile file, Download download, Optional<ByteRange> range) throws IOException {
        if (range.isPresent() && download.length() == 0) {
            status(NO_SUCH_RANGE);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        range.ifPresent(
                part -> exchange.getResponseHeaders().set("Content-Range", part.contentRange(download.length())));
        exchange.sendResponseHeaders(range.isPresent() ? PARTIAL : OK, download.length() == 0 ? -1 : download.length());
        entrance.read(download.length());
        download.sendTo(exchange.getResponseBody());
    }

    private void post(StoredFile file) throws IOException {
        if (file.type() == FileType.CONFIG && store.head(key(file)).isPresent()) {
            refuse(FORBIDDEN);
            return;
        }
        String header = exchange.getRequestHeaders().getFirst("Content-Length");
        long length = header == null ? -1 : Long.parseLong(header);
        Upload upload = new Upload(exchange.getRequestBody(), length);
        entrance.willStore(file);
        try {
            store(file, upload, length);
        } catch (GoletaException e) {
            if (upload.isBroken()) {
                throw new IOException("restic went away while it sent " + file, e);
            }
            throw e;
        }
        entrance.stored(upload.count());
        status(OK);
    }

    /**
     * A file's name is the SHA-256 of its content. A store that compares the two at its far end covers the whole way, the
     * loopback and this process included; for any other this process has to.
     */
    private void store(StoredFile file, Upload upload, long length) {
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
        entrance.removed(file);
        status(OK);
    }

    private void list(FileType type) throws IOException {
        if (!exchange.getRequestMethod().equals("GET")) {
            refuse(NOT_ALLOWED);
            return;
        }
        Listing format = Listing.accepted(exchange.getRequestHeaders().getFirst("Accept"));
        try (Stream<ObjectInfo> objects = store.list(entrance.path() + "/" + type.folder() + "/")) {
            exchange.getResponseHeaders().set("Content-Type", format.contentType());
            exchange.sendResponseHeaders(OK, 0);
            OutputStream out = exchange.getResponseBody();
            format.write(objects, out);
            out.close();
        }
    }

    private String key(StoredFile file) {
        return file.key(entrance.path());
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
