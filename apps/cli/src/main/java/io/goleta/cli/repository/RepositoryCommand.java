package io.goleta.cli.repository;

import io.goleta.cli.command.ExitCodes;
import io.goleta.cli.session.Session;
import io.goleta.core.api.RepositoryAnswer;
import io.goleta.core.api.RepositoryRequest;
import io.goleta.core.api.RepositoryRequest.Operation;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code velero restic repo prune|unlock|rotate-key NAME}: requests an operation with an annotation of the ResticRepository and
 * waits for the answer, a second annotation that the server sets.
 */
public class RepositoryCommand implements Callable<Integer> {
    private final Session session;
    private final Operation operation;

    @Parameters(paramLabel = "NAME", description = "The repository, as `velero restic repo get` lists it.")
    private String name = "";

    @Option(
            names = {"-w", "--wait"},
            defaultValue = "true",
            description = "Wait for the result (default true).")
    private boolean wait = true;

    /** A command for the server of this session. */
    public RepositoryCommand(Session session, Operation operation) {
        this.session = session;
        this.operation = operation;
    }

    /** The share of the data that a check reads. */
    int readDataPercent() {
        return 0;
    }

    @Override
    public Integer call() {
        int percent = readDataPercent();
        KubernetesObject repository = session.velero().require(VeleroKind.RESTIC_REPOSITORY, name);
        refuseIfPending(repository);
        String token = UUID.randomUUID().toString();
        request(new RepositoryRequest(operation, percent, token).text());
        if (!wait) {
            session.out()
                    .println("Request to " + operation.title() + " repository \"" + name
                            + "\" submitted successfully. The result will be in its annotation "
                            + VeleroApi.OPERATION + ".");
            return ExitCodes.OK;
        }
        session.out()
                .println("Waiting for " + operation.title() + " of repository \"" + name
                        + "\". You may safely press ctrl-c to stop waiting - it will continue in the background.");
        RepositoryAnswer answer = new RepositoryAnswerWait(session, name, token).await();
        boolean succeeded = answer.state() == RepositoryAnswer.State.Succeeded;
        if (!answer.message().isBlank()) {
            session.out().println(answer.message());
        }
        session.out()
                .println("Repository \"" + name + "\": " + operation.title() + (succeeded ? " succeeded" : " failed"));
        return succeeded ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private void refuseIfPending(KubernetesObject repository) {
        String asked = repository.annotations().getOrDefault(VeleroApi.OPERATION_REQUESTED, "");
        if (!asked.isBlank()) {
            throw new GoletaException(
                    Fault.USER,
                    "repository \"" + name + "\" already has a pending request to "
                            + asked.strip().split("\\s+")[0]
                            + "; wait for it, or cancel it with: kubectl -n " + session.namespace()
                            + " annotate resticrepository " + name + " " + VeleroApi.OPERATION_REQUESTED + "-");
        }
    }

    private void request(String text) {
        Map<String, @Nullable Object> annotation = Map.of(VeleroApi.OPERATION_REQUESTED, text);
        session.velero()
                .patch(VeleroKind.RESTIC_REPOSITORY, name, Map.of("metadata", Map.of("annotations", annotation)));
    }

    /** {@code velero restic repo check NAME [--read-data-subset 10%]}. */
    public static final class Check extends RepositoryCommand {
        private static final int ALL = 100;

        @Option(
                names = "--read-data-subset",
                paramLabel = "N%",
                defaultValue = "0%",
                description = "Read and verify this share of the stored data as well (0%%).")
        private String subset = "0%";

        /** A command for the server of this session. */
        public Check(Session session) {
            super(session, Operation.CHECK);
        }

        @Override
        int readDataPercent() {
            try {
                int percent =
                        Integer.parseInt(subset.endsWith("%") ? subset.substring(0, subset.length() - 1) : subset);
                if (percent >= 0 && percent <= ALL) {
                    return percent;
                }
            } catch (NumberFormatException e) {
                throw refused();
            }
            throw refused();
        }

        private GoletaException refused() {
            return new GoletaException(
                    Fault.USER, "--read-data-subset must be a percentage from 0% to 100%, not \"" + subset + "\"");
        }
    }
}
