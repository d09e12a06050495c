package io.goleta.server;

import com.google.inject.Guice;
import io.goleta.server.log.Logging;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code velero server}: the control loops. */
@Command(
        name = "server",
        description = "Run the server: carry out backups and restores.",
        mixinStandardHelpOptions = true)
final class ServerCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Logging.configure(common.logLevel, common.logFormat);
        IgnoredOptions.report(spec, common);
        IgnoredOptions.reportControllers(options.disabledControllers);
        options.verify(common.checks());
        ServerProcess process = Guice.createInjector(
                        new ProcessModule(common, options.clientPageSize), new ServerModule(options))
                .getInstance(ServerProcess.class);
        return process.runUntilShutdown();
    }
}
