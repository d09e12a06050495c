package io.goleta.plugins.azure;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Tests that take a real server. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(
        named = WithAzurite.PROGRAM,
        matches = ".+",
        disabledReason = "GOLETA_AZURITE does not name Azurite's blob service; .ci/run installs it")
@interface WithAzurite {
    String PROGRAM = "GOLETA_AZURITE";
}
