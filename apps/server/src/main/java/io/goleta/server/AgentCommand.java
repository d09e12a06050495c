package io.goleta.server;

import com.google.inject.Guice;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.server.log.Logging;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code velero restic server}: the agent of one node, which moves the files of volumes. */
@Command(
        name = "server",
        description = "Run the agent of a node: back up and restore the volumes of its pods.",
        mixinStandardHelpOptions = true)
final class AgentCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private AgentOptions options = new AgentOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Logging.configure(common.logLevel, common.logFormat);
        IgnoredOptions.report(spec, common);
        options.verify(common.checks());
        ServerProcess process = Guice.createInjector(
                        new ProcessModule(common, Fabric8Cluster.PAGE_SIZE), new AgentModule(options))
                .getInstance(ServerProcess.class);
        return process.runUntilShutdown();
    }
}
