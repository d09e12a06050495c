package io.goleta.cli;

import io.goleta.cli.session.GlobalOptions;
import picocli.CommandLine.Command;

/** The root command, with the flags that all commands inherit. */
@Command(
        name = "velero",
        description = "Backs up and restores Kubernetes applications: their objects and the data in their volumes.",
        abbreviateSynopsis = true,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nThe same command also runs, with help of their own (velero help server):%n",
        footer = "  server, restic server, sandbox, demo",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done; with --wait, the backup or restore is Completed.",
            "1:The command failed.",
            "2:Invalid arguments.",
            "3:With --wait: PartiallyFailed.",
            "4:With --wait: Failed or FailedValidation."
        })
final class VeleroCommand extends GlobalOptions {}
