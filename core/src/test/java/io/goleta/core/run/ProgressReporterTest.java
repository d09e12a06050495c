package io.goleta.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressReporterTest {
    private final List<String> told = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private final ProgressReporter progress =
            new ProgressReporter((total, done) -> told.add(done + "/" + total), new TurnedClock());

    @Test
    void tellsItsListenerOnceASecond() {
        progress.found(10);
        for (int i = 0; i < 10; i++) {
            now = now.plus(Duration.ofMillis(300));
            progress.done();
        }
        assertThat(told).containsExactly("4/10", "8/10");
    }

    @Test
    void tellsTheFinalNumbers() {
        progress.found(2);
        progress.found(1);
        progress.done();
        progress.finish();

        assertThat(told).containsExactly("1/3");
        assertThat(progress.total()).isEqualTo(3);
        assertThat(progress.itemsDone()).isEqualTo(1);
    }

    private final class TurnedClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
