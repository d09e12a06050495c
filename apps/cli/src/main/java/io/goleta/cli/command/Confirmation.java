package io.goleta.cli.command;

import io.goleta.cli.session.Terminal;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.util.Locale;

/** Asks the user to confirm a deletion. */
public final class Confirmation {
    private Confirmation() {}

    /**
     * True for Y, false for N; repeats the question for any other answer.
     *
     * @param flag the flag that skips the question
     */
    public static boolean given(Terminal terminal, String flag) throws IOException {
        while (true) {
            terminal.out().print("Are you sure you want to continue (Y/N)? ");
            terminal.out().flush();
            String answer = terminal.in().readLine();
            if (answer == null) {
                terminal.out().println();
                throw new GoletaException(
                        Fault.USER, "no answer, so nothing was deleted; " + flag + " skips the question");
            }
            switch (answer.strip().toLowerCase(Locale.ROOT)) {
                case "y" -> {
                    return true;
                }
                case "n" -> {
                    return false;
                }
                default -> {}
            }
        }
    }
}
