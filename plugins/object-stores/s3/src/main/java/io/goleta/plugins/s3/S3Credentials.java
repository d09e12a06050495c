package io.goleta.plugins.s3;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSupplier;

/** Chooses the SDK's credentials provider. Files are read again when they change, so renewed credentials need no restart. */
final class S3Credentials {
    private S3Credentials() {}

    static AwsCredentialsProvider of(S3Settings settings) {
        String profile = settings.profile().isEmpty() ? "default" : settings.profile();
        if (settings.ownCredentials()) {
            return ProfileCredentialsProvider.builder()
                    .profileFile(file(settings.credentialsFile().orElseThrow()))
                    .profileName(profile)
                    .build();
        }
        DefaultCredentialsProvider.Builder chain =
                DefaultCredentialsProvider.builder().profileName(profile);
        settings.credentialsFile().filter(Files::exists).ifPresent(path -> chain.profileFile(file(path)));
        return chain.build();
    }

    private static ProfileFileSupplier file(Path path) {
        if (!Files.isReadable(path)) {
            throw new GoletaException(Fault.USER, "Cannot read the credentials file " + path);
        }
        return ProfileFileSupplier.reloadWhenModified(path, ProfileFile.Type.CREDENTIALS);
    }
}
