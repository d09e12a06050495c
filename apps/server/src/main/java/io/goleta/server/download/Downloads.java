package io.goleta.server.download;

import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.DownloadToken;
import io.goleta.core.api.VeleroObject;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Hands out files to those who can prove that they asked for them. All that is known about a download is in its
 * DownloadRequest, so any replica hands them out, one that has just started too. Thread-safe.
 */
public final class Downloads {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    private final RequestedFiles files;
    private final Clock clock;

    @Inject
    public Downloads(RequestedFiles files, Clock clock) {
        this.files = files;
        this.clock = clock;
    }

    /** What became of an attempt to fetch a file. */
    public sealed interface Answer {
        /** Its content, which the caller closes. */
        record Content(InputStream bytes) implements Answer {}

        /** There is no such file, and why. */
        record Absent(String reason) implements Answer {}

        /** The token is not the request's, or the request is too old, or was never made. Clients are not told which. */
        record Refused() implements Answer {}
    }

    /**
     * Opens the file that a request asks for.
     *
     * @param request name of the DownloadRequest
     * @throws io.goleta.spi.error.GoletaException when the store cannot be asked
     */
    public Answer open(String request, DownloadToken token) {
        if (!token.isWellFormed() || !NAME.matcher(request).matches()) {
            return new Answer.Refused();
        }
        return files.request(request)
                .filter(VeleroObject::isReadable)
                .filter(found -> isGood(found, token))
                .map(this::open)
                .orElseGet(Answer.Refused::new);
    }

    private boolean isGood(DownloadRequest request, DownloadToken token) {
        return clock.instant().isBefore(RequestedFiles.end(request))
                && (token.matches(request.annotations().getOrDefault(DownloadToken.ANNOTATION, ""))
                        || token.matches(OwnUrl.hashOfToken(request)));
    }

    private Answer open(DownloadRequest request) {
        Optional<String> problem = RequestedFiles.problem(request);
        if (problem.isPresent()) {
            return new Answer.Absent(problem.get());
        }
        Optional<InputStream> content = files.find(request).flatMap(RequestedFiles.File::open);
        return content.<Answer>map(Answer.Content::new)
                .orElseGet(() -> new Answer.Absent("the object store has no such file"));
    }
}
