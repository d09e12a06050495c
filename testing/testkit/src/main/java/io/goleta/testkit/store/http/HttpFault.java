package io.goleta.testkit.store.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** What {@link FaultyProxy} does to a request or its answer instead of passing it on. */
public final class HttpFault {
    private final Action action;

    private HttpFault(Action action) {
        this.action = action;
    }

    /** Handles one request. */
    @FunctionalInterface
    interface Action {
        void apply(Passage passage) throws IOException, InterruptedException;
    }

    void applyTo(Passage passage) throws IOException, InterruptedException {
        action.apply(passage);
    }

    /** The proxy answers itself, and does not pass the request on. */
    public static HttpFault answer(int status, Map<String, String> fields, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        return new HttpFault(passage -> passage.answer(status, fields, content));
    }

    /** The connection is reset after so many bytes of the request's body. */
    public static HttpFault cutRequest(long after) {
        return new HttpFault(
                passage -> passage.relay(out -> new Limit(out, after, passage::cut), out -> out, head -> head));
    }

    /** One bit of this byte of the request's body is flipped. */
    public static HttpFault corruptRequest(long at) {
        return new HttpFault(passage -> passage.relay(out -> new BitFlip(out, at), out -> out, head -> head));
    }

    /** The connection is reset after so many bytes of the answer's body. */
    public static HttpFault cutResponse(long after) {
        return new HttpFault(
                passage -> passage.relay(out -> out, out -> new Limit(out, after, passage::cut), head -> head));
    }

    /** The request's body is never read, and nothing is ever answered. */
    public static HttpFault silence() {
        return new HttpFault(Passage::hold);
    }

    /** The answer's body stops after so many bytes, and the connection stays open. */
    public static HttpFault stallResponse(long after) {
        return new HttpFault(
                passage -> passage.relay(out -> out, out -> new Limit(out, after, passage::hold), head -> head));
    }

    /** The answer's body comes in pieces, with a pause before each. */
    public static HttpFault slowResponse(Duration pause) {
        return new HttpFault(passage -> passage.relay(out -> out, out -> new SlowOutput(out, pause), head -> head));
    }

    /** The answer announces so many bytes more than it has; fewer when negative. */
    public static HttpFault announce(long more) {
        return new HttpFault(passage -> passage.relay(out -> out, out -> out, head -> head.announcing(more)));
    }
}
