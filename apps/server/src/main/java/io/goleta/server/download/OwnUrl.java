package io.goleta.server.download;

import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.DownloadToken;
import java.net.URI;

/**
 * The address of a file on this server, for clients that only follow {@code status.downloadURL}:
 * {@code <base>/downloads/<request>/<token>}. Everyone with read access to the request knows its token.
 */
public final class OwnUrl {
    private OwnUrl() {}

    /**
     * A new address for a request's file.
     *
     * @param base where clients reach this server
     */
    public static URI of(URI base, DownloadRequest request) {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text : text + "/") + "downloads/" + request.name() + "/"
                + DownloadToken.random().secret());
    }

    /** Of the token in the address that the request was answered with; empty when it has none. */
    static String hashOfToken(DownloadRequest request) {
        DownloadRequest.Status status = request.status();
        if (status.downloadURL() == null) {
            return "";
        }
        String url = status.downloadURL();
        DownloadToken token = new DownloadToken(url.substring(url.lastIndexOf('/') + 1));
        return token.isWellFormed() ? token.hash() : "";
    }
}
