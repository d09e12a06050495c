package io.goleta.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists: selectors, order, pages. */
public interface ListingSubject extends Subject {

    @Test
    default void listsAreNamedAfterTheirKindAndItemsOfBuiltInKindsCarryNone() {
        api().configMap("a", "{}");
        Answer list = api().get(api().core("configmaps")).ok();
        assertThat(list.text("kind")).isEqualTo("ConfigMapList");
        assertThat(list.text("apiVersion")).isEqualTo("v1");
        assertThat(list.text("metadata.resourceVersion")).matches("[1-9][0-9]*");
        JsonNode item = list.at("items.0");
        assertThat(item.has("kind")).isFalse();
        assertThat(item.has("apiVersion")).isFalse();
    }

    @Test
    default void labelSelectorsSelect() {
        api().configMap("a", "{app: web, tier: front, n: '1'}");
        api().configMap("b", "{app: web, tier: back}");
        api().configMap("c", "{app: db}");
        api().configMap("d", "{}");
        assertThat(select("app=web")).containsExactly("a", "b");
        assertThat(select("app==web,tier=back")).containsExactly("b");
        assertThat(select("app,app!=web")).containsExactly("c");
        assertThat(select("tier!=front,app")).containsExactly("b", "c");
        assertThat(select("app in (web, db),tier notin (back)")).containsExactly("a", "c");
        assertThat(select("tier")).containsExactly("a", "b");
        assertThat(select("!tier,app")).containsExactly("c");
        assertThat(select("app notin (web),app")).containsExactly("c");
        assertThat(select("n>0")).containsExactly("a");
        assertThat(select("app=nothing")).isEmpty();
        api().get(api().core("configmaps") + "?labelSelector=" + encode("a=b=c"))
                .refused(400, "BadRequest");
    }

    @Test
    default void fieldSelectorsSelect() {
        pod("here", "node-a");
        pod("there", "");
        String pods = api().core("pods") + "?fieldSelector=";
        assertThat(api().get(pods + encode("metadata.name=here")).ok().names()).containsExactly("here");
        assertThat(api().get(pods + encode("metadata.name!=here")).ok().names()).containsExactly("there");
        assertThat(api().get(pods + encode("spec.nodeName=node-a")).ok().names())
                .containsExactly("here");
        assertThat(api().get(pods + encode("spec.nodeName=")).ok().names()).containsExactly("there");
        assertThat(api().get(pods + encode("status.phase=Pending,spec.nodeName!=node-a"))
                        .ok()
                        .names())
                .containsExactly("there");
        assertThat(api().get("/api/v1/pods?fieldSelector=" + encode("metadata.namespace=" + api().namespace()))
                        .ok()
                        .names())
                .containsExactly("here", "there");
    }

    @Test
    default void pagesFollowEachOtherInOrder() {
        for (int i = 0; i < 7; i++) {
            api().configMap("page-" + i, "{paged: 'yes'}");
        }
        String path = api().core("configmaps") + "?labelSelector=paged";
        List<String> names = new ArrayList<>();
        String token = "";
        int pages = 0;
        do {
            Answer page = api().get(path + "&limit=3" + (token.isEmpty() ? "" : "&continue=" + encode(token)))
                    .ok();
            names.addAll(page.names());
            token = page.text("metadata.continue");
            pages++;
        } while (!token.isEmpty());
        assertThat(pages).isEqualTo(3);
        assertThat(names).containsExactly("page-0", "page-1", "page-2", "page-3", "page-4", "page-5", "page-6");
    }

    @Test
    default void aPageSaysHowManyRemain() {
        for (int i = 0; i < 5; i++) {
            api().post(api().core("secrets"), "{apiVersion: v1, kind: Secret, metadata: {name: count-%d}}".formatted(i))
                    .ok();
        }
        int all = api().get(api().core("secrets")).ok().names().size();
        Answer page = api().get(api().core("secrets") + "?limit=2").ok();
        assertThat(page.at("metadata.remainingItemCount").asInt()).isEqualTo(all - 2);
        assertThat(api().get(api().core("secrets") + "?limit=" + all).ok().text("metadata.continue"))
                .isEmpty();
    }

    @Test
    default void laterPagesShowTheListAsItWas() {
        for (int i = 0; i < 4; i++) {
            api().configMap("old-" + i, "{snap: shot}");
        }
        String path = api().core("configmaps") + "?labelSelector=snap&limit=2";
        Answer first = api().get(path).ok();
        api().configMap("old-2a", "{snap: shot}");
        api().delete(api().core("configmaps/old-3")).ok();
        api().patch(Api.MERGE, api().core("configmaps/old-2"), "{data: {key: new}}")
                .ok();
        Answer second = api().get(path + "&continue=" + encode(first.text("metadata.continue")))
                .ok();
        assertThat(second.names()).containsExactly("old-2", "old-3");
        assertThat(second.text("items.0.data.key")).isEqualTo("value");
        assertThat(second.text("metadata.resourceVersion")).isEqualTo(first.text("metadata.resourceVersion"));
    }

    @Test
    default void aForeignContinueTokenIsRefused() {
        api().get(api().core("configmaps") + "?limit=1&continue=nonsense").refused(400, "BadRequest");
    }

    private List<String> select(String selector) {
        return api().get(api().core("configmaps") + "?labelSelector=" + encode(selector))
                .ok()
                .names();
    }

    private void pod(String name, String node) {
        api().post(api().core("serviceaccounts"), "{apiVersion: v1, kind: ServiceAccount, metadata: {name: default}}");
        api().post(api().core("pods"), """
                        {apiVersion: v1, kind: Pod, metadata: {name: %s}, spec: {%s automountServiceAccountToken: false,
                         schedulerName: nobody, containers: [{name: c, image: i}]}}
                        """.formatted(name, node.isEmpty() ? "" : "nodeName: " + node + ","))
                .ok();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
