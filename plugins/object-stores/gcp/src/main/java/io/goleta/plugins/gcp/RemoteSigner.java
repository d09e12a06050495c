package io.goleta.plugins.gcp;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.json.JsonHttpContent;
import com.google.api.client.json.GenericJson;
import com.google.api.client.json.JsonObjectParser;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.escape.CharEscapers;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.Map;

/** Signs with IAM's signBlob, for credentials without a private key. */
final class RemoteSigner implements Signer {
    static final String PERMISSION = "iam.serviceAccounts.signBlob";

    private final String account;
    private final GcpHttp http;
    private final GoogleCredentials credentials;
    private final URI service;

    /**
     * @param account whose key signs
     * @param credentials permitted to sign for the account
     * @param service endpoint of IAM credentials
     */
    RemoteSigner(String account, GcpHttp http, GoogleCredentials credentials, URI service) {
        this.account = account;
        this.http = http;
        this.credentials = credentials;
        this.service = service;
    }

    @Override
    public String account() {
        return account;
    }

    @Override
    public byte[] sign(byte[] bytes) throws IOException {
        GsonFactory json = GsonFactory.getDefaultInstance();
        GenericUrl url = new GenericUrl(service + "/");
        url.appendRawPath("v1/projects/-/serviceAccounts/" + CharEscapers.escapeUriPath(account) + ":signBlob");
        HttpRequest request = http.create()
                .createRequestFactory(http.as(credentials))
                .buildPostRequest(
                        url,
                        new JsonHttpContent(
                                json, Map.of("payload", Base64.getEncoder().encodeToString(bytes))))
                .setParser(new JsonObjectParser(json));
        HttpResponse response = request.execute();
        GenericJson answer = response.parseAs(GenericJson.class);
        if (answer.get("signedBlob") instanceof String signature) {
            return Base64.getDecoder().decode(signature);
        }
        throw new IOException("the response contains no signature");
    }
}
