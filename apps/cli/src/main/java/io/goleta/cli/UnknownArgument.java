package io.goleta.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words of a command line that no command takes: names the nearest one, or what to do instead. */
final class UnknownArgument {
    private UnknownArgument() {}

    static String message(UnmatchedArgumentException e) {
        String word = e.getUnmatched().getFirst().split("=", 2)[0];
        CommandLine command = e.getCommandLine();
        boolean isGroup = !command.getSubcommands().isEmpty();
        Optional<String> instead = Optional.empty();
        String message = String.valueOf(e.getMessage());
        if (word.startsWith("-")) {
            instead = NotSupported.flag(word).map(sentence -> word + " is not supported: " + sentence);
        } else if (isGroup) {
            String words = command.getCommandSpec().qualifiedName() + " " + word;
            instead = NotSupported.command(words.substring(words.indexOf(' ') + 1))
                    .map(sentence -> "\"" + words + "\" is not supported: " + sentence);
            message = "unknown command \"" + words + "\"";
        }
        return instead.orElse(message + nearest(e));
    }

    private static String nearest(UnmatchedArgumentException e) {
        List<String> suggestions = e.getSuggestions();
        return suggestions.isEmpty() ? "" : ". Did you mean " + String.join(" or ", suggestions) + "?";
    }
}
