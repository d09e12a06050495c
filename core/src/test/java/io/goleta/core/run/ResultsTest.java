package io.goleta.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.SkippedVolume;
import io.goleta.core.json.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private final Results results = new Results();

    @Test
    void writesVelerosDocument() {
        results.warn("slow");
        results.error("shop", "pod web-0: <nil>");
        results.error(null, "pv-1");
        results.error("bar", "first");
        results.error("bar", "second");

        assertThat(json())
                .isEqualTo("{\"errors\":{\"cluster\":[\"pv-1\"],\"namespaces\":{\"bar\":[\"first\",\"second\"],"
                        + "\"shop\":[\"pod web-0: \\u003cnil\\u003e\"]}},\"warnings\":{\"velero\":[\"slow\"]}}\n");
    }

    @Test
    void leavesOutEmptyGroupsButNotTheOuterOnes() {
        assertThat(json()).isEqualTo("{\"errors\":{},\"warnings\":{}}\n");
    }

    @Test
    void shortensWhatIsTooLongAndCountsWhatIsTooMuch() {
        results.error("shop", "x".repeat(1_000_000));
        for (int i = 0; i < 5_000; i++) {
            results.warn("shop", "y".repeat(4_000));
        }

        assertThat(results.errors()).isEqualTo(1);
        assertThat(results.warnings()).isEqualTo(5_000);
        assertThat(json())
                .hasSizeLessThan(6_000_000)
                .contains("xxx... (996000 more characters)")
                .containsPattern("and \\d+ more; see the log");
    }

    @Test
    void countsWhereverItHappened() {
        results.warn("a");
        results.warn(null, "b");
        results.warn("shop", "c");
        results.error("d");

        assertThat(results.warnings()).isEqualTo(3);
        assertThat(results.errors()).isEqualTo(1);
    }

    @Test
    void listsVolumesThatAreNotBackedUpBesideVelerosSides() throws IOException {
        SkippedVolume cache = new SkippedVolume("shop", "web", "cache", "Pod/web/cache", "nobody asked", true);
        results.leaveOut(new SkippedVolume("shop", "web", "data", "", "not mounted", false));
        results.leaveOut(cache);
        results.leaveOut(cache);

        assertThat(json())
                .isEqualTo(
                        "{\"errors\":{},\"warnings\":{},\"volumes\":{\"notBackedUp\":["
                                + "{\"namespace\":\"shop\",\"pod\":\"web\",\"volume\":\"cache\",\"owner\":\"Pod/web/cache\",\"reason\":\"nobody asked\",\"optedOut\":true},"
                                + "{\"namespace\":\"shop\",\"pod\":\"web\",\"volume\":\"data\",\"owner\":\"\",\"reason\":\"not mounted\",\"optedOut\":false}]}}\n");
        assertThat(SkippedVolume.in(Json.readMap(results.toJson()))).hasSize(2).contains(cache);
        assertThat(results.warnings()).isZero();
    }

    private String json() {
        return new String(results.toJson(), UTF_8);
    }
}
