package io.goleta.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.TypeLiteral;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.server.controller.ControllerRegistry;
import io.goleta.server.controller.Requeuer;
import java.util.List;
import java.util.function.Supplier;

/** What the controllers have seen, for others; controllers themselves too, so the registry is looked up when it is asked. */
final class KnownObjectsModule extends AbstractModule {
    @Override
    protected void configure() {
        known(VeleroKind.BACKUP, new TypeLiteral<>() {});
        known(VeleroKind.RESTORE, new TypeLiteral<>() {});
        known(VeleroKind.BACKUP_STORAGE_LOCATION, new TypeLiteral<>() {});
        known(VeleroKind.RESTIC_REPOSITORY, new TypeLiteral<>() {});
        Provider<ControllerRegistry> registry = getProvider(ControllerRegistry.class);
        bind(Requeuer.class).toInstance((kind, name) -> registry.get().enqueue(kind, name));
    }

    private <V extends VeleroObject<?, ?>> void known(VeleroKind<V> kind, TypeLiteral<Supplier<List<V>>> type) {
        Provider<ControllerRegistry> registry = getProvider(ControllerRegistry.class);
        bind(type).toInstance(() -> registry.get().known(kind));
    }
}
