package io.goleta.plugins.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.identity.AadCredentialBuilderBase;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import java.net.URI;
import java.time.Duration;

/**
 * The Microsoft Entra identity: a service principal with a secret or a certificate, the ServiceAccount of the pod (workload identity),
 * or the machine (managed identity); the first that the variables describe.
 */
final class AzureCredentials {
    // The default retries for a minute, without a log line about the reason.
    private static final RetryOptions RETRIES = new RetryOptions(new ExponentialBackoffOptions()
            .setMaxRetries(2)
            .setBaseDelay(Duration.ofMillis(200))
            .setMaxDelay(Duration.ofSeconds(5)));

    private AzureCredentials() {}

    static TokenCredential of(AzureSettings settings, EnvironmentVariables.Snapshot variables, HttpClient http) {
        String secret = variables.get("AZURE_CLIENT_SECRET");
        if (!secret.isEmpty()) {
            return known(new ClientSecretCredentialBuilder(), settings, variables, http)
                    .clientSecret(secret)
                    .build();
        }
        String certificate = variables.get("AZURE_CLIENT_CERTIFICATE_PATH");
        if (!certificate.isEmpty()) {
            return withCertificate(settings, variables, http, certificate);
        }
        String token = variables.get("AZURE_FEDERATED_TOKEN_FILE");
        if (!token.isEmpty()) {
            return known(new WorkloadIdentityCredentialBuilder(), settings, variables, http)
                    .tokenFilePath(token)
                    .build();
        }
        ManagedIdentityCredentialBuilder machine =
                new ManagedIdentityCredentialBuilder().httpClient(http).retryOptions(RETRIES);
        String client = variables.get("AZURE_CLIENT_ID");
        return client.isEmpty() ? machine.build() : machine.clientId(client).build();
    }

    private static TokenCredential withCertificate(
            AzureSettings settings, EnvironmentVariables.Snapshot variables, HttpClient http, String path) {
        ClientCertificateCredentialBuilder builder =
                known(new ClientCertificateCredentialBuilder(), settings, variables, http);
        String password = variables.get("AZURE_CLIENT_CERTIFICATE_PASSWORD");
        if (path.endsWith(".pem")) {
            builder.pemCertificate(path);
        } else {
            builder.pfxCertificate(path);
        }
        if (!password.isEmpty()) {
            builder.clientCertificatePassword(password);
        }
        return builder.sendCertificateChain(Boolean.parseBoolean(variables.get("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN")))
                .build();
    }

    private static <B extends AadCredentialBuilderBase<B>> B known(
            B builder, AzureSettings settings, EnvironmentVariables.Snapshot variables, HttpClient http) {
        URI cloud = AzureCloud.named(variables.get("AZURE_CLOUD_NAME")).authority();
        String given = variables.get("AZURE_AUTHORITY_HOST");
        URI authority = settings.authority().orElse(given.isEmpty() ? cloud : URI.create(given));
        builder.tenantId(variables.get("AZURE_TENANT_ID"))
                .clientId(variables.get("AZURE_CLIENT_ID"))
                .authorityHost(authority.toString())
                .httpClient(http)
                .retryOptions(RETRIES);
        // Microsoft's directory of authorities does not know private ones.
        return authority.equals(cloud) ? builder : builder.disableInstanceDiscovery();
    }
}
