package io.goleta.server.restorehelper;

import java.nio.file.Path;

/**
 * Waits until every volume mounted below {@code /restores} carries the mark of the restore named by the only argument, removes
 * the marks and exits with 0. There is no time limit: the pod must not start on half a volume, and the restore itself decides
 * when to give up.
 *
 * <p>{@code KEEP_MARKS} names the volumes, separated by commas, whose marks stay, because other pods wait for them, too.
 * {@code RESTORES_DIR} names another folder for platforms that mount the volumes elsewhere.
 */
public final class RestoreHelperMain {
    private static final long PAUSE_MILLIS = 1_000;
    private static final String DEFAULT_FOLDER = "/restores";

    private RestoreHelperMain() {}

    /**
     * @param args the UID of the restore
     * @throws InterruptedException never in practice: nobody interrupts the main thread
     */
    public static void main(String[] args) throws InterruptedException {
        if (args.length != 1 || !isFileName(args[0])) {
            System.err.println("ERROR: exactly one argument must be provided, the restore's UID");
            System.exit(1);
        }
        String folder = System.getenv("RESTORES_DIR");
        RestoredVolumes volumes = new RestoredVolumes(
                Path.of(folder == null || folder.isEmpty() ? DEFAULT_FOLDER : folder), args[0], System.out);
        while (!volumes.areAllMarked()) {
            Thread.sleep(PAUSE_MILLIS);
        }
        System.out.println("All restic restores are done");
        String keep = System.getenv("KEEP_MARKS");
        volumes.removeMarks(keep == null ? "" : keep);
    }

    // An empty UID would name the folder of marks itself, which exists before its volume is complete.
    private static boolean isFileName(String uid) {
        return !uid.isBlank() && uid.indexOf('/') < 0 && !uid.equals(".") && !uid.equals("..");
    }
}
