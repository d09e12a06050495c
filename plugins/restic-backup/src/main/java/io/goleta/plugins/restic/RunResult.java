package io.goleta.plugins.restic;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.Optional;

/**
 * How one run of restic ended. What went wrong is told by exit codes since 0.17; before, only by the text.
 *
 * @param errors standard error, without secrets
 * @param storeFailure why the object store failed a request, if it did to the end
 * @param path of the repository
 */
record RunResult(int code, String errors, Optional<GoletaException> storeFailure, String path) {
    private static final int INCOMPLETE_BACKUP = 3;
    private static final int LOCKED = 11;
    private static final int WRONG_PASSWORD = 12;
    private static final int KILLED = 128;

    boolean isSuccess() {
        return code == 0;
    }

    /** A snapshot was written, but some files are not in it. */
    boolean isIncompleteBackup() {
        return code == INCOMPLETE_BACKUP;
    }

    /** There was nothing to back up. */
    boolean isEmptyBackup() {
        return code != 0 && errors.contains("snapshot is empty");
    }

    /** Somebody else holds a lock that excludes this run. */
    boolean isLocked() {
        return code == LOCKED || (code != 0 && errors.contains("repository is already locked"));
    }

    boolean isWrongPassword() {
        return code == WRONG_PASSWORD || (code != 0 && errors.contains("wrong password or no key found"));
    }

    /** The same, when it succeeded. */
    RunResult orThrow(String purpose) {
        if (isSuccess()) {
            return this;
        }
        throw failure(purpose);
    }

    /**
     * @param purpose to be read after "tried to"
     */
    GoletaException failure(String purpose) {
        String tried = "tried to " + purpose + " in " + path;
        if (storeFailure.isPresent()) {
            GoletaException cause = storeFailure.get();
            String message = tried + ", but the object store failed: " + cause.getMessage();
            return cause.isRetryable()
                    ? GoletaException.retryable(cause.fault(), message, cause)
                    : new GoletaException(cause.fault(), message, cause);
        }
        if (isWrongPassword()) {
            return new GoletaException(
                    Fault.USER,
                    tried + ", but its password is another one; put the password it was created with into the Secret"
                            + " of the repository passwords");
        }
        String said = Complaints.of(errors).text();
        if (isLocked()) {
            return GoletaException.retryable(Fault.STORAGE, tried + ", but somebody else works on it: " + said, null);
        }
        if (code > KILLED) {
            return GoletaException.retryable(
                    Fault.INTERNAL,
                    tried + ", but restic was killed by signal " + (code - KILLED)
                            + ", perhaps because memory ran out; it said: " + said,
                    null);
        }
        return new GoletaException(
                Fault.STORAGE, tried + ", but restic ended with code " + code + " and said: " + said);
    }
}
