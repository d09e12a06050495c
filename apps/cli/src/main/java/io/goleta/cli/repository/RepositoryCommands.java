package io.goleta.cli.repository;

import io.goleta.cli.command.GetCommand;
import io.goleta.cli.command.Group;
import io.goleta.cli.session.Session;
import io.goleta.core.api.RepositoryRequest.Operation;
import io.goleta.core.api.VeleroKind;

/** The commands for restic repositories. */
public record RepositoryCommands(Session session) {
    /** {@code velero restic}. */
    public Group group() {
        return new Group("restic", "Work with restic.").add("repo", repo());
    }

    /** {@code velero repo}, and {@code velero restic repo}. */
    public Group repo() {
        return new Group("repo", "Work with restic repositories.")
                .add("check", "Verify a repository.", new RepositoryCommand.Check(session))
                .add("get", "List restic repositories.", get())
                .add(
                        "prune",
                        "Remove data that no snapshot refers to.",
                        new RepositoryCommand(session, Operation.PRUNE))
                .add(
                        "rotate-key",
                        "Replace the password of a repository.",
                        new RepositoryCommand(session, Operation.ROTATE_KEY))
                .add("unlock", "Remove stale locks.", new RepositoryCommand(session, Operation.UNLOCK));
    }

    private GetCommand get() {
        return new GetCommand(session, VeleroKind.RESTIC_REPOSITORY, new RepositoryTable(session.clock()));
    }
}
