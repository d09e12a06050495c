package io.goleta.core.api;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What somebody wants done with a repository, as the annotation {@code goleta.io/operation-requested} says it: {@code prune},
 * {@code check}, {@code check 10%}, {@code unlock}, {@code rotate-key}, and after that optionally a token by which the answer
 * is recognised.
 *
 * @param readDataPercent 0 to 100; of a check
 * @param token without white space; empty when nobody waits
 */
public record RepositoryRequest(Operation operation, int readDataPercent, String token) {
    private static final int ALL = 100;

    /** What can be done. */
    public enum Operation {
        PRUNE("prune"),
        CHECK("check"),
        UNLOCK("unlock"),
        ROTATE_KEY("rotate-key");

        private final String title;

        Operation(String title) {
            this.title = title;
        }

        /** As users write it. */
        public String title() {
            return title;
        }
    }

    /**
     * Reads the annotation.
     *
     * @throws GoletaException USER when it makes no sense
     */
    public static RepositoryRequest parse(String annotation) {
        List<String> words = List.of(annotation.strip().split("\\s+"));
        Operation operation = Arrays.stream(Operation.values())
                .filter(candidate -> candidate.title.equals(words.getFirst()))
                .findFirst()
                .orElseThrow(() -> refused(annotation));
        int next = 1;
        int percent = 0;
        if (next < words.size() && words.get(next).endsWith("%")) {
            percent = percent(words.get(next), annotation);
            next++;
        }
        if (words.size() > next + 1) {
            throw refused(annotation);
        }
        return new RepositoryRequest(operation, percent, next < words.size() ? words.get(next) : "");
    }

    private static int percent(String word, String annotation) {
        try {
            int percent = Integer.parseInt(word.substring(0, word.length() - 1));
            if (percent >= 0 && percent <= ALL) {
                return percent;
            }
        } catch (NumberFormatException e) {
            throw refused(annotation);
        }
        throw refused(annotation);
    }

    private static GoletaException refused(String annotation) {
        return new GoletaException(
                Fault.USER,
                "\"" + annotation + "\" is nothing that can be done with a repository; there is "
                        + Arrays.stream(Operation.values())
                                .map(Operation::title)
                                .collect(Collectors.joining(", "))
                        + ", after check a share of the data such as 10%, and then a token");
    }

    /** As the annotation says it. */
    public String text() {
        return operation.title
                + (readDataPercent > 0 ? " " + readDataPercent + "%" : "")
                + (token.isEmpty() ? "" : " " + token);
    }
}
