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
 * Signs as the SDK does, but without hashing the content a second time. Without TLS the SDK signs the SHA-256 of the content, even
 * when a header holds it already. Headers are signed too, so the header binds the content to the signature, provided that the
 * store verifies it.
 */
final class ChecksumSigner implements AwsV4AuthScheme {
    private static final String HEADER = "x-amz-checksum-sha256";

    private final AwsV4AuthScheme scheme = AwsV4AuthScheme.create();
    private final ChecksumSupport support;

    ChecksumSigner(ChecksumSupport support) {
        this.support = support;
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
                return support.isSupported()
                                && request.request().firstMatchingHeader(HEADER).isPresent()
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
