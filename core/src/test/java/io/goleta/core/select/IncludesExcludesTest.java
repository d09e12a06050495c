package io.goleta.core.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncludesExcludesTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            ''           ; ''        ; shop      ; true
            *            ; ''        ; shop      ; true
            shop         ; ''        ; shop      ; true
            shop         ; ''        ; shop-2    ; false
            shop,blog    ; ''        ; blog      ; true
            ''           ; shop      ; shop      ; false
            ''           ; shop      ; blog      ; true
            *            ; team-*    ; team-red  ; false
            team-*       ; team-red  ; team-blue ; true
            team-*       ; team-red  ; team-red  ; false
            """)
    void takesWhatIsIncludedAndNotExcluded(String includes, String excludes, String name, boolean taken) {
        assertThat(new IncludesExcludes(items(includes), items(excludes)).includes(name))
                .isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            *.apps              ; deployments.apps   ; true
            d*                  ; deployments.apps   ; true
            *                   ; a/b.c              ; true
            team-?              ; team-a             ; true
            team-?              ; team-ab            ; false
            team-[ab]           ; team-b             ; true
            team-[!ab]          ; team-b             ; false
            team-[!ab]          ; team-c             ; true
            team-[a-c]          ; team-c             ; true
            {pods,secrets}      ; secrets            ; true
            {pods,secrets}      ; services           ; false
            {po*,{a,b}c}x       ; bcx                ; true
            a\\*                 ; a*                 ; true
            a\\*                 ; ab                 ; false
            a.b*                ; axb                ; false
            a+(b)*              ; a+(b)              ; true
            """)
    void understandsPatterns(String pattern, String name, boolean matches) {
        IncludesExcludes included = new IncludesExcludes(List.of(pattern), List.of());
        IncludesExcludes excluded = new IncludesExcludes(List.of(), List.of(pattern));

        assertThat(included.includes(name)).isEqualTo(matches);
        assertThat(excluded.includes(name)).isNotEqualTo(matches);
    }

    @Test
    void everyTextMatchesItselfAndEveryPatternMadeOfIt() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            String name = random.ints(1 + random.nextInt(12), 'a', 'e' + 1)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            int at = random.nextInt(name.length());
            int end = at + 1 + random.nextInt(name.length() - at);
            String start = name.substring(0, at);
            String middle = name.substring(at, end);
            String rest = name.substring(end);
            List.of(
                            name,
                            start + "*" + rest,
                            start + "?".repeat(middle.length()) + rest,
                            start + "{" + middle + ",zz}" + rest,
                            start + "[" + middle.charAt(0) + "z]" + middle.substring(1) + rest)
                    .forEach(pattern -> assertThat(new IncludesExcludes(List.of(pattern), List.of()).includes(name))
                            .as("%s matches %s", pattern, name)
                            .isTrue());
        }
    }

    @Test
    void aPatternThatIsNoneMatchesNothingAndIsReported() {
        List<String> broken = List.of("[", "a[", "{a", "a}", "[]", "a\\", "[z-a]");

        assertThat(broken).allSatisfy(pattern -> {
            assertThat(new IncludesExcludes(List.of(pattern), List.of()).includes(pattern))
                    .isFalse();
            assertThat(IncludesExcludes.problems(List.of(pattern), List.of()))
                    .singleElement()
                    .asString()
                    .startsWith("invalid pattern \"" + pattern + "\": ");
        });
    }

    @Test
    void anyTextIsEitherAPatternOrReported() {
        Random random = new Random(11);
        String alphabet = "ab*?[]{},!\\^&-";
        for (int i = 0; i < 5_000; i++) {
            String text = IntStream.range(0, 1 + random.nextInt(8))
                    .mapToObj(n -> String.valueOf(alphabet.charAt(random.nextInt(alphabet.length()))))
                    .collect(Collectors.joining());

            IncludesExcludes included = new IncludesExcludes(List.of(text), List.of());
            if (IncludesExcludes.problems(List.of(text), List.of()).isEmpty()) {
                String example = example(text, new AtomicInteger(), false);
                assertThat(included.includes(example))
                        .as("%s in %s", example, text)
                        .isTrue();
            } else {
                assertThat(List.of(text, "x" + text, "", "a", "ab")).noneMatch(included::includes);
            }
        }
    }

    /** A text that a pattern matches: the first alternative of each set, the first member of each class. */
    private static String example(String pattern, AtomicInteger at, boolean inBraces) {
        StringBuilder example = new StringBuilder();
        for (; at.get() < pattern.length(); at.incrementAndGet()) {
            char c = pattern.charAt(at.get());
            if (inBraces && (c == ',' || c == '}')) {
                break;
            }
            switch (c) {
                case '*' -> example.append("any");
                case '?' -> example.append('x');
                case '\\' -> example.append(pattern.charAt(at.incrementAndGet()));
                case '[' -> {
                    // No class of this test has a character below those that can be typed.
                    char first = pattern.charAt(at.get() + 1);
                    example.append(first == '!' ? '\u0001' : first);
                    at.set(pattern.indexOf(']', at.get()));
                }
                case '{' -> {
                    at.incrementAndGet();
                    example.append(example(pattern, at, true));
                    while (pattern.charAt(at.get()) == ',') {
                        at.incrementAndGet();
                        example(pattern, at, true);
                    }
                }
                default -> example.append(c);
            }
        }
        return example.toString();
    }

    @Test
    void saysWhatVeleroSaysAboutImpossibleLists() {
        assertThat(IncludesExcludes.problems(List.of("*", "a"), List.of()))
                .containsExactly("includes list must either contain '*' only, or a non-empty list of items");
        assertThat(IncludesExcludes.problems(List.of(), List.of("*", "a")))
                .containsExactly("excludes list cannot contain '*'");
        assertThat(IncludesExcludes.problems(List.of("a", "b"), List.of("b")))
                .containsExactly("excludes list cannot contain an item in the includes list: b");
        assertThat(IncludesExcludes.problems(List.of("a"), List.of("b"))).isEmpty();
    }

    @Test
    void namespacesMustBePossibleNames() {
        assertThat(IncludesExcludes.namespaceProblems(List.of("Shop"), List.of()))
                .containsExactly(
                        "invalid namespace \"Shop\": a lowercase RFC 1123 label must consist of lower case alphanumeric"
                                + " characters or '-', and must start and end with an alphanumeric character (e.g."
                                + " 'my-name',  or '123-abc', regex used for validation is"
                                + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?')");
        assertThat(IncludesExcludes.namespaceProblems(List.of("a".repeat(64)), List.of()))
                .containsExactly("invalid namespace \"" + "a".repeat(64) + "\": must be no more than 63 characters");
        assertThat(IncludesExcludes.namespaceProblems(List.of("team-*", "*-x", "", "a?", "{a,b}"), List.of("*-old")))
                .isEmpty();
    }

    @Test
    void knowsWhenNothingIsLeftOut() {
        assertThat(new IncludesExcludes(List.of(), List.of()).includesEverything())
                .isTrue();
        assertThat(new IncludesExcludes(List.of("*"), List.of()).includesEverything())
                .isTrue();
        assertThat(new IncludesExcludes(List.of("a"), List.of()).includesEverything())
                .isFalse();
        assertThat(new IncludesExcludes(List.of(), List.of("a")).includesEverything())
                .isFalse();
    }

    private static List<String> items(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(","));
    }
}
