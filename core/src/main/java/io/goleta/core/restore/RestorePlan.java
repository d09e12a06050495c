package io.goleta.core.restore;

import io.goleta.spi.item.ItemId;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is restored in which order. Holds names of resources only: objects are read from the archive when their turn comes.
 */
final class RestorePlan {
    private final BackupContents backup;
    private final RestoreFilter filter;

    private RestorePlan(BackupContents backup, RestoreFilter filter) {
        this.backup = backup;
        this.filter = filter;
    }

    static RestorePlan of(BackupContents backup, RestoreFilter filter) {
        return new RestorePlan(backup, filter);
    }

    /** All but the first, which can be planned only when the API server knows the definitions in it. */
    List<Tier> tiersAfterDefinitions() {
        return Stream.of(Tier.values()).filter(tier -> tier != Tier.DEFINITIONS).toList();
    }

    /** Addresses, as in the backup, of what one tier restores; labels are not looked at yet. Close it, or read it to its end. */
    Stream<ItemId> items(Tier tier) {
        return backup.resources().stream()
                .filter(resource -> Tier.of(resource) == tier)
                .filter(filter::includes)
                .flatMap(backup::items)
                .filter(filter::lists);
    }

    /** Number of objects in all tiers. */
    long size() {
        return Stream.of(Tier.values()).mapToLong(tier -> items(tier).count()).sum();
    }
}
