package io.goleta.core.backup;

import io.goleta.core.api.Backup;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Discovery;
import io.goleta.core.select.ResourceFilter;
import io.goleta.spi.item.GroupResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What a Backup says about resources that has no effect, because it is misspelt or the cluster does not have them. Pure. */
final class UnknownWords {
    private UnknownWords() {}

    /** A sentence for each word. */
    static List<String> of(Backup.Spec spec, ResourceFilter resources, Selection selection) {
        Discovery discovery = selection.discovery();
        List<GroupResource> known =
                discovery.resources().stream().map(ApiResource::id).toList();
        List<String> sentences = new ArrayList<>();
        resources
                .includesWithoutMatch(known)
                .forEach(word -> sentences.add("spec.includedResources: the API server has no resource \"" + word
                        + "\", so nothing is backed up for it"));
        resources
                .excludesWithoutMatch(known)
                .forEach(word -> sentences.add("spec.excludedResources: the API server has no resource \"" + word
                        + "\", so nothing is excluded by it"));
        for (String word : new TreeSet<>(spec.orderedResources().keySet())) {
            Optional<ApiResource> resource = discovery.resolve(word);
            if (resource.isEmpty()) {
                sentences.add("spec.orderedResources: the API server has no resource \"" + word
                        + "\", so its order has no effect");
            } else if (!selection.isListed(resource.get())) {
                sentences.add("spec.orderedResources: the backup does not include resource \"" + word
                        + "\", so its order has no effect");
            }
        }
        return sentences;
    }
}
