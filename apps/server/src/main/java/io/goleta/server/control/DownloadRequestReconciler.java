package io.goleta.server.control;

import io.goleta.core.api.DownloadRequest;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.controller.Reconciler;
import io.goleta.server.download.OwnUrl;
import io.goleta.server.download.RequestedFiles;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Answers a request for a file of a backup or restore with a URL that is good for ten minutes: the object store's own if it
 * can sign one, else one of ours. Whoever asks for a kind of file that nobody writes here gets a URL that says so, as clients wait
 * for one. A request that is older than that is deleted, answered or not.
 */
public final class DownloadRequestReconciler implements Reconciler<DownloadRequest> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final String PROCESSED = "Processed";

    private final RequestedFiles files;
    private final URI downloadAddress;
    private final Clock clock;

    /**
     * @param downloadAddress where clients reach our own downloads
     */
    @Inject
    public DownloadRequestReconciler(
            RequestedFiles files, @Named("download-address") URI downloadAddress, Clock clock) {
        this.files = files;
        this.downloadAddress = downloadAddress;
        this.clock = clock;
    }

    @Override
    public ReconcileResult<DownloadRequest> reconcile(DownloadRequest request, Progress<DownloadRequest> progress) {
        Duration left = Duration.between(clock.instant(), RequestedFiles.end(request));
        if (!left.isPositive()) {
            return ReconcileResult.deleted();
        }
        DownloadRequest.Status status = request.status();
        if (PROCESSED.equals(status.phase())) {
            return ReconcileResult.requeue(left);
        }
        Optional<URI> url = RequestedFiles.problem(request).isPresent()
                ? Optional.of(OwnUrl.of(downloadAddress, request)) // its answer says what the problem is
                : files.find(request)
                        .map(file -> file.signedUrl().orElseGet(() -> OwnUrl.of(downloadAddress, request)));
        if (url.isEmpty()) {
            return ReconcileResult.requeue(LOOK_AGAIN); // what it names may be about to appear
        }
        Instant end = clock.instant().plus(RequestedFiles.VALIDITY);
        request.setStatus(new DownloadRequest.Status(PROCESSED, url.get().toString(), end));
        return ReconcileResult.update(request).requeueAfter(RequestedFiles.VALIDITY);
    }
}
