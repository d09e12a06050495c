package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The bucket, a prefix in it, and the CA that signed its certificate (PEM, base64). */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ObjectStorageLocation(
        @Nullable String bucket,
        @Nullable String prefix,
        @Nullable String caCert) {}
