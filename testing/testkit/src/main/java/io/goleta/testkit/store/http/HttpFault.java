package io.goleta.testkit.store.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** What {@link FaultyProxy} does to a request instead of passing it on and its answer back. */
public final class HttpFault {
    private final Deed deed;

    private HttpFault(Deed deed) {
        this.deed = deed;
    }

    /** Something done to one request. */
    @FunctionalInterface
    interface Deed {
        void doTo(Passage passage) throws IOException, InterruptedException;
    }

    void befall(Passage passage) throws IOException, InterruptedException {
        deed.doTo(passage);
    }

    /** The proxy answers itself; the request goes no further. */
    public static HttpFault answer(int status, Map<String, String> fields, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        return new HttpFault(passage -> passage.answer(status, fields, content));
    }

    /** The connection is reset after so many bytes of the request's body. */
    public static HttpFault cutRequest(long after) {
        return new HttpFault(
                passage -> passage.relay(out -> new Limit(out, after, passage::cut), out -> out, head -> head));
    }

    /** One bit of this byte of the request's body arrives changed. */
    public static HttpFault damageRequest(long at) {
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

    /** Nothing comes any more after so many bytes of the answer's body; the connection stays. */
    public static HttpFault stallResponse(long after) {
        return new HttpFault(
                passage -> passage.relay(out -> out, out -> new Limit(out, after, passage::hold), head -> head));
    }

    /** The answer's body comes in pieces, with a pause before each. */
    public static HttpFault slowResponse(Duration pause) {
        return new HttpFault(passage -> passage.relay(out -> out, out -> new SlowOutput(out, pause), head -> head));
    }

    /** The answer announces so many bytes more than come; fewer when negative. */
    public static HttpFault announce(long more) {
        return new HttpFault(passage -> passage.relay(out -> out, out -> out, head -> head.announcing(more)));
    }
}
