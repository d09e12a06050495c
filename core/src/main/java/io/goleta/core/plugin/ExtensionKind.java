package io.goleta.core.plugin;

import io.goleta.spi.action.BackupItemActionFactory;
import io.goleta.spi.action.RestoreItemActionFactory;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.store.ObjectStoreFactory;
import io.goleta.spi.volume.DataMoverFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pf4j.ExtensionPoint;

/** The extension points of the SPI. */
enum ExtensionKind {
    BACKUP_ITEM_ACTION("BackupItemAction", BackupItemActionFactory.class, BackupItemActionFactory::name),
    DATA_MOVER("DataMover", DataMoverFactory.class, DataMoverFactory::name),
    OBJECT_STORE("ObjectStore", ObjectStoreFactory.class, ObjectStoreFactory::name),
    PLATFORM_PROFILE("PlatformProfile", PlatformProfile.class, PlatformProfile::name),
    RESTORE_ITEM_ACTION("RestoreItemAction", RestoreItemActionFactory.class, RestoreItemActionFactory::name);

    private final String title;
    private final Class<? extends ExtensionPoint> type;
    private final Function<Object, String> name;

    <T extends ExtensionPoint> ExtensionKind(String title, Class<T> type, Function<T, String> name) {
        this.title = title;
        this.type = type;
        this.name = extension -> name.apply(type.cast(extension));
    }

    /** As users know it: in lists of plugins and as the value of a ConfigMap's label. */
    String title() {
        return title;
    }

    /** The interface of its extensions. */
    Class<? extends ExtensionPoint> type() {
        return type;
    }

    /** What an extension of this kind calls itself. */
    String nameOf(Object extension) {
        return name.apply(extension);
    }

    /** Whether a ConfigMap configures its extensions: object stores have their location, and profiles are not configured. */
    boolean hasConfigMap() {
        return this != OBJECT_STORE && this != PLATFORM_PROFILE;
    }

    /** The kinds that a class is of; usually one. */
    static List<ExtensionKind> of(Class<?> extension) {
        return Arrays.stream(values())
                .filter(kind -> kind.type.isAssignableFrom(extension))
                .toList();
    }

    /** The interfaces of all kinds, for messages. */
    static String interfaces() {
        return Arrays.stream(values()).map(kind -> kind.type.getSimpleName()).collect(Collectors.joining(", "));
    }
}
