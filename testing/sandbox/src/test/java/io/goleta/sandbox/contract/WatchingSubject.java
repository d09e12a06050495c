package io.goleta.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Watches over HTTP. */
public interface WatchingSubject extends Subject {

    @Test
    default void aWatchReplaysWhatHappenedSinceAVersionAndGoesOn() {
        String version = api().get(api().core("configmaps")).ok().text("metadata.resourceVersion");
        api().configMap("watched", "{}");
        api().patch(Api.MERGE, api().core("configmaps/watched"), "{data: {key: new}}")
                .ok();
        api().delete(api().core("configmaps/watched")).ok();
        String path = api().core("configmaps") + "?watch=true&timeoutSeconds=20&fieldSelector=metadata.name%3Dwatched";
        try (Watch watch = api().watch(path + "&resourceVersion=" + version)) {
            assertThat(watch.code()).isEqualTo(200);
            assertThat(watch.next(2)).containsExactly("ADDED watched", "MODIFIED watched");
            JsonNode deleted = watch.next();
            assertThat(Watch.describe(deleted)).isEqualTo("DELETED watched");
            assertThat(Api.at(deleted, "object.kind").asText()).isEqualTo("ConfigMap");
            assertThat(Api.at(deleted, "object.apiVersion").asText()).isEqualTo("v1");
            assertThat(Api.at(deleted, "object.data.key").asText()).isEqualTo("new");
            api().configMap("watched", "{}");
            assertThat(watch.next(1)).containsExactly("ADDED watched");
        }
    }

    @Test
    default void aDeletedObjectCarriesTheVersionOfItsDeletion() {
        Answer created = api().configMap("gone", "{}");
        String version = created.text("metadata.resourceVersion");
        api().delete(api().core("configmaps/gone")).ok();
        String path = api().core("configmaps") + "?watch=1&timeoutSeconds=20&fieldSelector=metadata.name%3Dgone";
        try (Watch watch = api().watch(path + "&resourceVersion=" + version)) {
            JsonNode event = watch.next();
            assertThat(Watch.describe(event)).isEqualTo("DELETED gone");
            assertThat(Api.at(event, "object.metadata.resourceVersion").asLong())
                    .isGreaterThan(Long.parseLong(version));
        }
    }

    @Test
    default void aWatchWithoutVersionBeginsWithWhatIsThere() {
        api().configMap("there", "{here: 'yes'}");
        try (Watch watch = api().watch(api().core("configmaps") + "?watch=true&timeoutSeconds=20&labelSelector=here")) {
            assertThat(watch.next(1)).containsExactly("ADDED there");
            api().configMap("later", "{here: 'yes'}");
            assertThat(watch.next(1)).containsExactly("ADDED later");
        }
    }

    @Test
    default void objectsEnterAndLeaveASelection() {
        String version = api().get(api().core("configmaps")).ok().text("metadata.resourceVersion");
        api().configMap("mover", "{in: 'no'}");
        String path = api().core("configmaps/mover");
        api().patch(Api.MERGE, path, "{metadata: {labels: {in: 'yes'}}}").ok();
        api().patch(Api.MERGE, path, "{data: {key: new}}").ok();
        api().patch(Api.MERGE, path, "{metadata: {labels: {in: 'no'}}}").ok();
        String watchPath = api().core("configmaps") + "?watch=true&timeoutSeconds=20&labelSelector=in%3Dyes";
        try (Watch watch = api().watch(watchPath + "&resourceVersion=" + version)) {
            assertThat(watch.next(3)).containsExactly("ADDED mover", "MODIFIED mover", "DELETED mover");
        }
    }

    @Test
    default void aWatchEndsInTimeAndBookmarksWhereItWas() {
        String version = api().configMap("before", "{}").text("metadata.resourceVersion");
        String path =
                api().core("configmaps") + "?watch=true&timeoutSeconds=5&allowWatchBookmarks=true&resourceVersion=";
        try (Watch watch = api().watch(path + version)) {
            Answer after = api().configMap("after", "{}");
            List<JsonNode> events = watch.rest();
            assertThat(events.stream().map(Watch::describe)).contains("ADDED after");
            JsonNode bookmark = events.getLast();
            assertThat(bookmark.path("type").asText()).isEqualTo("BOOKMARK");
            assertThat(Api.at(bookmark, "object.kind").asText()).isEqualTo("ConfigMap");
            assertThat(Api.at(bookmark, "object.metadata.resourceVersion").asLong())
                    .isGreaterThanOrEqualTo(Long.parseLong(after.text("metadata.resourceVersion")));
        }
    }
}
