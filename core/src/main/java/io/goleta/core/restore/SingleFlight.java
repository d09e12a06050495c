package io.goleta.core.restore;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.ItemId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Restores each object once, however many others need it; a thread that needs an object which a different thread is restoring waits
 * for it.
 *
 * <p>Objects may need each other in cycles, and the threads that restore them would then wait for each other for ever. So a thread
 * that would close a cycle by waiting does not wait. Thread-safe.
 */
final class SingleFlight {

    /**
     * The end of one object's restore.
     *
     * @param uid of the object in the cluster; empty when it is not there, or not yet
     */
    record Outcome(String uid) {
        /** Not in the cluster: skipped, or refused. */
        static final Outcome ABSENT = new Outcome("");

        /** Breaks a dependency cycle: the restore of this object waits for the one that asks. */
        static final Outcome UNDER_WAY = new Outcome("");

        boolean isInCluster() {
            return !uid.isEmpty();
        }
    }

    /** One thread's work on an object and, one inside the other, on those it needs. */
    static final class Task {
        private @Nullable Ticket waitingFor;
    }

    private static final class Ticket {
        private @Nullable Task task;
        private @Nullable Outcome outcome;

        Ticket(Task task) {
            this.task = task;
        }
    }

    private final Map<ItemId, Ticket> tickets = new HashMap<>();

    /**
     * Does the work unless it was, or is being, done for this item; otherwise waits for its outcome, except in a cycle.
     *
     * @param item its address in the cluster
     */
    Outcome of(ItemId item, Task task, Supplier<Outcome> work) {
        Ticket mine = new Ticket(task);
        Ticket other;
        synchronized (this) {
            other = tickets.putIfAbsent(item, mine);
        }
        if (other != null) {
            return outcome(other, task);
        }
        Outcome outcome = Outcome.ABSENT;
        try {
            outcome = work.get();
            return outcome;
        } finally {
            finish(mine, outcome);
        }
    }

    /** The outcome of an item; empty while it is not restored. */
    synchronized Optional<Outcome> known(ItemId item) {
        Ticket ticket = tickets.get(item);
        return ticket == null ? Optional.empty() : Optional.ofNullable(ticket.outcome);
    }

    private synchronized void finish(Ticket ticket, Outcome outcome) {
        ticket.outcome = outcome;
        ticket.task = null;
        notifyAll();
    }

    private synchronized Outcome outcome(Ticket ticket, Task task) {
        if (leadsTo(ticket, task)) {
            return Outcome.UNDER_WAY;
        }
        task.waitingFor = ticket;
        try {
            while (ticket.outcome == null) {
                wait();
            }
            return ticket.outcome;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GoletaException.retryable(Fault.INTERNAL, "The restore was interrupted", e);
        } finally {
            task.waitingFor = null;
        }
    }

    /** Whether the end of this item depends on the end of the task. */
    private static boolean leadsTo(Ticket first, Task task) {
        Ticket ticket = first;
        while (ticket != null && ticket.task != null) {
            if (ticket.task == task) {
                return true;
            }
            ticket = ticket.task.waitingFor;
        }
        return false;
    }
}
