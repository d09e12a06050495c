package io.goleta.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.goleta.server.loop.ControlLoop;
import java.util.List;

/** The node agent's control loops. */
final class AgentModule extends AbstractModule {
    private final CommonOptions common;
    private final AgentOptions options;

    AgentModule(CommonOptions common, AgentOptions options) {
        this.common = common;
        this.options = options;
    }

    @Override
    protected void configure() {
        bind(AgentOptions.class).toInstance(options);
    }

    @Provides
    @Singleton
    List<ServerProcess.StartUpStep> startUp() {
        return List.of();
    }

    @Provides
    @Singleton
    List<ControlLoop<?>> loops() {
        return List.of();
    }
}
