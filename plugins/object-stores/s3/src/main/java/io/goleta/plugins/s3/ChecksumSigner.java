package io.goleta.plugins.s3;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/**
 * Signs as the SDK does, but does not sum up content a second time. Without TLS the SDK puts the SHA-256 of the content into
 * what it signs, even when that sum is in a header already. Headers are signed too, so the header alone ties the content to the
 * signature, if the store compares the two.
 */
final class ChecksumSigner implements AwsV4AuthScheme {
    private static final String SUM = "x-amz-checksum-sha256";

    private final AwsV4AuthScheme scheme = AwsV4AuthScheme.create();
    private final ChecksumSupport trust;

    ChecksumSigner(ChecksumSupport trust) {
        this.trust = trust;
    }

    @Override
    public String schemeId() {
        return scheme.schemeId();
    }

    @Override
    public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
        return scheme.identityProvider(providers);
    }

    @Override
    public AwsV4HttpSigner signer() {
        AwsV4HttpSigner signer = scheme.signer();
        return new AwsV4HttpSigner() {
            @Override
            public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
                return trust.isReliedOn()
                                && request.request().firstMatchingHeader(SUM).isPresent()
                        ? signHeaders(signer, request)
                        : signer.sign(request);
            }

            @Override
            public CompletableFuture<AsyncSignedRequest> signAsync(
                    AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
                return signer.signAsync(request);
            }
        };
    }

    private static <T extends AwsCredentialsIdentity> SignedRequest signHeaders(
            AwsV4HttpSigner signer, SignRequest<T> request) {
        SignRequest<T> headers = request.toBuilder()
                .payload(null)
                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                .build();
        return signer.sign(headers).toBuilder()
                .payload(request.payload().orElse(null))
                .build();
    }
}
