package io.goleta.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.server.controller.ControllerSpec;
import io.goleta.server.controller.Reconciler;
import io.goleta.server.metrics.Observed;

/** Base of modules that list controllers, in the order in which they start. */
abstract class ControllerSpecModule extends AbstractModule {
    final <V extends VeleroObject<?, ?>> void controller(
            String name, VeleroKind<V> kind, Provider<? extends Reconciler<V>> reconciler, int workers) {
        Multibinder.newSetBinder(binder(), new TypeLiteral<ControllerSpec<?>>() {})
                .addBinding()
                .toProvider(() -> new ControllerSpec<>(name, kind, reconciler.get(), workers));
    }

    final <V extends VeleroObject<?, ?>> Provider<Reconciler<V>> observed(
            Class<? extends Reconciler<V>> reconciler, Class<? extends Observed.Observer<V>> observer) {
        Provider<? extends Reconciler<V>> reconcilers = getProvider(reconciler);
        Provider<? extends Observed.Observer<V>> observers = getProvider(observer);
        return () -> new Observed<>(reconcilers.get(), observers.get());
    }
}
