package io.goleta.sandbox;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which requests fail, and how. Rules are asked in the order they were made; the first that fits is used. Thread-safe. */
public final class FaultInjector {

    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    FaultInjector() {}

    /** Every request that fits fails, until the returned rule is closed. */
    public Rule whenever(Predicate<ServedRequest> condition, InjectedFault fault) {
        return next(Integer.MAX_VALUE, condition, fault);
    }

    /** The next {@code times} requests that fit fail. */
    public Rule next(int times, Predicate<ServedRequest> condition, InjectedFault fault) {
        Rule rule = new Rule(condition, fault, new AtomicInteger(times));
        rules.add(rule);
        return rule;
    }

    /** Ends all rules. */
    public void clear() {
        rules.clear();
    }

    @Nullable
    InjectedFault of(ServedRequest request) {
        for (Rule rule : rules) {
            if (rule.takes(request)) {
                return rule.fault;
            }
        }
        return null;
    }

    /** One rule; closing it ends it. */
    public final class Rule implements AutoCloseable {

        private final Predicate<ServedRequest> condition;
        private final InjectedFault fault;
        private final AtomicInteger left;
        private final AtomicInteger hits = new AtomicInteger();

        private Rule(Predicate<ServedRequest> condition, InjectedFault fault, AtomicInteger left) {
            this.condition = condition;
            this.fault = fault;
            this.left = left;
        }

        /** How many requests it has hit so far. */
        public int hits() {
            return hits.get();
        }

        private boolean takes(ServedRequest request) {
            boolean taken = condition.test(request) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
            if (taken) {
                hits.incrementAndGet();
            }
            return taken;
        }

        @Override
        public void close() {
            rules.remove(this);
        }
    }
}
