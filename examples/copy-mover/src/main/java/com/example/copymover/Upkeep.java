package com.example.copymover;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Frees the space of files that no snapshot holds any more, and verifies those that one holds. Nothing is freed while a snapshot
 * is being written: it may use files of an earlier one, and its own are in no list yet.
 */
final class Upkeep {
    private static final Duration LIFE_OF_A_MARK = Duration.ofDays(1);
    private static final int ALL = 100;

    private final CopyRepository repository;
    private final Clock clock;

    Upkeep(CopyRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** Objects of files, by the snapshot that wrote them: a bit for each number. */
    private static final class Objects {
        private final Map<String, BitSet> numbers = new HashMap<>();

        void add(String name) {
            String[] steps = name.split("/", -1);
            numbers.computeIfAbsent(steps[1], id -> new BitSet()).set(Integer.parseInt(steps[2]));
        }

        boolean has(String name) {
            String[] steps = name.split("/", -1);
            return numbers.getOrDefault(steps[1], new BitSet()).get(Integer.parseInt(steps[2]));
        }
    }

    void free(Consumer<String> output) {
        requireNobodyWriting();
        List<String> stored = new ArrayList<>();
        repository.list("data/", object -> stored.add(object.name()));
    }
}
