package io.goleta.core.select;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.goleta.spi.error.GoletaException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with the label selectors of a backup or restore. */
public final class LabelSelectorProblems {
    private LabelSelectorProblems() {}

    /**
     * The problems of all selectors together; empty when there are none.
     *
     * @param what {@code backup} or {@code restore}
     */
    public static List<String> of(String what, @Nullable LabelSelector selector, List<LabelSelector> alternatives) {
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
