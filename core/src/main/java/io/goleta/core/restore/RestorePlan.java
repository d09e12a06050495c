package io.goleta.core.restore;

import io.goleta.core.restore.RestoreOrder.Stage;
import io.goleta.spi.item.ItemId;
import java.util.List;
import java.util.stream.Stream;

/**
 * The objects of a restore in their order. Holds names of resources only: objects are read from the archive when their turn comes.
 */
final class RestorePlan {
    private final BackupContents backup;
    private final RestoreFilter filter;
    private final RestoreOrder order;

    RestorePlan(BackupContents backup, RestoreFilter filter, RestoreOrder order) {
        this.backup = backup;
        this.filter = filter;
        this.order = order;
    }

    Stream<ItemId> definitions() {
        return items(order.definitions());
    }

    /** All but the first, which can be planned only when the API server knows the definitions in it. */
    List<Stage> stagesAfterDefinitions() {
        return order.afterDefinitions();
    }

    /** Addresses, as in the backup, of what one stage restores; labels are not looked at yet. Close it, or read it to its end. */
    Stream<ItemId> items(Stage stage) {
        return backup.resources().stream()
                .filter(resource -> order.of(resource).equals(stage))
                .filter(filter::includes)
                .flatMap(backup::items)
                .filter(filter::lists);
    }

    /** Number of objects in all stages. */
    long size() {
        return definitions().count()
                + stagesAfterDefinitions().stream()
                        .mapToLong(stage -> items(stage).count())
                        .sum();
    }
}
