package io.goleta.plugins.restic.run;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.WrongPasswordException;
import java.util.Optional;

/**
 * How one run of restic ended. Since 0.17 the exit code says what went wrong; before, only the text does.
 *
 * @param errors standard error, without secrets
 * @param storeFailure the failure of the object store, when its retries failed too
 * @param path of the repository
 */
record RunResult(int code, String errors, Optional<GoletaException> storeFailure, String path) {
    private static final int INCOMPLETE_BACKUP = 3;
    private static final int LOCKED = 11;
    private static final int WRONG_PASSWORD = 12;
    static final int KILLED = 128;

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

    /** A different process holds a lock that excludes this run. */
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
            return new WrongPasswordException(
                    tried + ": wrong repository password; put the original password into the Secret"
                            + " of the repository passwords");
        }
        String said = ResticErrors.of(errors).text();
        if (isLocked()) {
            return GoletaException.retryable(Fault.STORAGE, tried + ", but the repository is locked: " + said, null);
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
