package io.goleta.core.podvolume;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.BackupStorageLocation;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepositoryIdentifierTest {

    @ParameterizedTest(name = "{0} {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "aws,                  dc1, region=eu-west-1,          s3:s3-eu-west-1.amazonaws.com/bucket/dc1/restic/shop",
                "velero.io/aws,        -,   region=eu-west-1,          s3:s3-eu-west-1.amazonaws.com/bucket/restic/shop",
                "aws,                  -,   none=none,                 s3:s3.amazonaws.com/bucket/restic/shop",
                "aws,                  dc1, s3Url=http://minio:9000/,  s3:http://minio:9000/bucket/dc1/restic/shop",
                "azure,                dc1, none=none,                 azure:bucket:/dc1/restic/shop",
                "azure,                -,   none=none,                 azure:bucket:/restic/shop",
                "gcp,                  /a/, none=none,                 gs:bucket:/a/restic/shop",
                "velero.io/filesystem, dc1, root=/srv/backups,         /srv/backups/bucket/dc1/restic/shop",
                "velero.io/filesystem, -,   root=/srv/backups/,        /srv/backups/bucket/restic/shop",
                "example.com/minio,    -,   s3Url=https://minio,       s3:https://minio/bucket/restic/shop",
                "example.com/tape,     dc1, none=none,                 example.com/tape:bucket/dc1/restic/shop",
            })
    void followsVelerosRulesForEachProvider(String provider, @Nullable String prefix, String setting, String expected) {
        String[] keyAndValue = setting.split("=", 2);
        assertThat(identifier(provider, prefix, Map.of(keyAndValue[0], keyAndValue[1])))
                .isEqualTo(expected);
    }

    @Test
    void takesTheUsersOwnPrefixForAnyProvider() {
        assertThat(identifier("example.com/tape", "dc1", Map.of("resticRepoPrefix", "sftp:host:/repos/")))
                .isEqualTo("sftp:host:/repos/shop");
    }

    @Test
    void namesTheRepositoriesOfOtherDataMoversInTheSameSpelling() {
        assertThat(identifier("example.com/copy", "velero.io/filesystem", "dc1", Map.of("root", "/srv/backups")))
                .isEqualTo("/srv/backups/bucket/dc1/plugins/example.com/copy/shop");
        assertThat(identifier("example.com/copy", "gcp", null, Map.of("resticRepoPrefix", "sftp:host:/repos/")))
                .as("the prefix is restic's")
                .isEqualTo("gs:bucket:/plugins/example.com/copy/shop");
    }

    private static String identifier(String provider, @Nullable String prefix, Map<String, String> config) {
        return identifier("velero.io/restic", provider, prefix, config);
    }

    private static String identifier(
            String dataMover, String provider, @Nullable String prefix, Map<String, String> config) {
        return RepositoryIdentifier.of(
                new BackupStorageLocation.Spec(
                        provider,
                        config,
                        null,
                        new BackupStorageLocation.ObjectStorage("bucket", prefix, null),
                        null,
                        null,
                        null,
                        null),
                dataMover,
                "shop");
    }
}
