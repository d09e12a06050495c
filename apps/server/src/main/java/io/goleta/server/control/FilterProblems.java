package io.goleta.server.control;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.goleta.core.select.LabelSelection;
import io.goleta.spi.error.GoletaException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with the label selectors of a backup or restore. */
final class FilterProblems {
    private FilterProblems() {}

    /**
     * @param what {@code backup} or {@code restore}
     */
    static List<String> ofSelectors(String what, @Nullable LabelSelector selector, List<LabelSelector> alternatives) {
        List<String> problems = new ArrayList<>();
        if (selector != null && !alternatives.isEmpty()) {
            problems.add("encountered labelSelector as well as orLabelSelectors in " + what
                    + " spec, only one can be specified");
        }
        check(selector, problems);
        alternatives.forEach(alternative -> check(alternative, problems));
        return problems;
    }

    private static void check(@Nullable LabelSelector selector, List<String> problems) {
        try {
            LabelSelection.of(selector);
        } catch (GoletaException e) {
            problems.add("Invalid label selector: " + e.getMessage());
        }
    }
}
