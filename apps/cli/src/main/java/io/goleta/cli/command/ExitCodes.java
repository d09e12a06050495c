package io.goleta.cli.command;

/** Exit codes of the process. Velero itself always returns 0 when the request was accepted. */
public final class ExitCodes {
    /** Done; with {@code --wait}, Completed. */
    public static final int OK = 0;

    /** The command failed. */
    public static final int ERROR = 1;

    /** Invalid arguments. */
    public static final int USAGE = 2;

    /** With {@code --wait}: PartiallyFailed. */
    public static final int PARTIALLY_FAILED = 3;

    /** With {@code --wait}: Failed or FailedValidation. */
    public static final int FAILED = 4;

    private ExitCodes() {}
}
