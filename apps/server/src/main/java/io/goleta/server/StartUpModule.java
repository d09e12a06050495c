package io.goleta.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.multibindings.Multibinder;
import java.util.function.Consumer;

/** Base of modules that say what happens before the controllers start, in the order in which they say it. */
abstract class StartUpModule extends AbstractModule {
    final <T> void beforeStart(Class<T> type, Consumer<T> step) {
        Provider<T> provider = getProvider(type);
        Multibinder.newSetBinder(binder(), ServerProcess.StartUpStep.class)
                .addBinding()
                .toInstance(() -> step.accept(provider.get()));
    }
}
