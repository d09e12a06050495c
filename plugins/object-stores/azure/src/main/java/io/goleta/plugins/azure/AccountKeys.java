package io.goleta.plugins.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.Context;
import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Asks Azure Resource Manager for an access key of the account. Velero installations with a service principal do so, because the
 * principal's role often permits managing the account but not reading its blobs.
 */
final class AccountKeys {
    private final AzureSettings settings;
    private final HttpPipeline pipeline;
    private final URI manager;

    AccountKeys(AzureSettings settings, HttpPipeline pipeline, URI manager) {
        this.settings = settings;
        this.pipeline = pipeline;
        this.manager = manager;
    }

    /** A key with full permissions. */
    static String of(
            AzureSettings settings,
            EnvironmentVariables.Snapshot variables,
            TokenCredential identity,
            HttpClient http) {
        URI manager = AzureCloud.named(variables.get("AZURE_CLOUD_NAME")).manager();
        HttpPipeline pipeline = new HttpPipelineBuilder()
                .httpClient(http)
                .policies(new RetryPolicy(), new BearerTokenAuthenticationPolicy(identity, manager + "/.default"))
                .build();
        String given = settings.subscription();
        return new AccountKeys(settings, pipeline, manager)
                .first(given.isEmpty() ? variables.get("AZURE_SUBSCRIPTION_ID") : given);
    }

    String first(String subscription) {
        require(subscription, "subscriptionId (or AZURE_SUBSCRIPTION_ID in the credentials)");
        require(settings.resourceGroup(), "resourceGroup");
        String address = manager + "/subscriptions/" + subscription + "/resourceGroups/" + settings.resourceGroup()
                + "/providers/Microsoft.Storage/storageAccounts/" + settings.account()
                + "/listKeys?api-version=2023-05-01";
        HttpRequest request = new HttpRequest(HttpMethod.POST, address).setHeader(HttpHeaderName.CONTENT_LENGTH, "0");
        try (HttpResponse response = pipeline.sendSync(request, Context.NONE)) {
            Map<?, ?> answer = json(response);
            if (response.getStatusCode() != 200) {
                throw refused(response.getStatusCode(), answer);
            }
            return answer.get("keys") instanceof List<?> keys ? fullKey(keys) : fullKey(List.of());
        } catch (IOException e) {
            throw GoletaException.retryable(
                    Fault.STORAGE,
                    start() + "the response is invalid (" + e.getClass().getSimpleName() + ")",
                    null);
        }
    }

    private void require(String value, String setting) {
        if (value.isEmpty()) {
            throw new GoletaException(
                    Fault.USER,
                    start() + setting + " is not set; set it and the other settings that identify the account, or set"
                            + " storageAccountKeyEnvVar or useAAD in the location's config");
        }
    }

    private String fullKey(List<?> keys) {
        return keys.stream()
                .filter(key -> key instanceof Map<?, ?> one
                        && "full".equalsIgnoreCase(String.valueOf(one.get("permissions")))
                        && one.get("value") instanceof String)
                .map(key -> (String) Objects.requireNonNull(((Map<?, ?>) key).get("value")))
                .findFirst()
                .orElseThrow(() -> new GoletaException(Fault.USER, start() + "there is no key with full permissions"));
    }

    private GoletaException refused(int status, Map<?, ?> answer) {
        Object error = answer.get("error");
        String said = error instanceof Map<?, ?> detail
                ? detail.get("code") + ": " + detail.get("message")
                : "HTTP " + status;
        return status == 429 || status >= 500
                ? GoletaException.retryable(
                        Fault.STORAGE, start() + "Azure is temporarily unavailable (" + said + ")", null)
                : new GoletaException(
                        Fault.USER,
                        start() + "access denied (" + said + "); the identity needs"
                                + " Microsoft.Storage/storageAccounts/listKeys/action on the account, or set useAAD in"
                                + " the location's config");
    }

    private String start() {
        return "Could not list the keys of storage account " + settings.account() + ": ";
    }

    private static Map<?, ?> json(HttpResponse response) throws IOException {
        try (JsonReader reader =
                JsonProviders.createReader(response.getBodyAsBinaryData().toBytes())) {
            return reader.readUntyped() instanceof Map<?, ?> map ? map : Map.of();
        }
    }
}
