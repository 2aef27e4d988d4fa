package dev.attar.examples.benchmarks;

import dev.attar.examples.benchmarks.cases.Case;
import dev.attar.examples.benchmarks.cases.Cases;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the command line asks for.
 *
 * @param forks JVMs for each case and number of threads
 * @param quick fewer rounds, not to be quoted
 * @param fresh measure again what is there already
 * @param report measure nothing, show what is there
 * @param cases in the order of the tables
 * @param threads only with so many; 0: with each number that a case has
 */
record Arguments(int forks, boolean quick, boolean fresh, boolean report, List<Case> cases, int threads) {
    private static final int FORKS = 5;

    boolean wants(int someThreads) {
        return threads == 0 || threads == someThreads;
    }

    /** @throws IllegalArgumentException for people, when it asks for what there is not */
    static Arguments parse(String... words) {
        int forks = FORKS;
        boolean quick = false;
        boolean fresh = false;
        boolean report = false;
        List<Case> cases = Cases.ALL;
        int threads = 0;
        for (int i = 0; i < words.length; i++) {
            String next = i + 1 < words.length ? words[i + 1] : "nothing";
            switch (words[i]) {
                case "--quick" -> quick = true;
                case "--fresh" -> fresh = true;
                case "--report" -> report = true;
                case "--forks" -> {
                    forks = count(words[i], next);
                    i++;
                }
                case "--threads" -> {
                    threads = count(words[i], next);
                    i++;
                }
                case "--only" -> {
                    cases = only(next);
                    i++;
                }
                default ->
                    throw new IllegalArgumentException("unknown argument " + words[i]
                            + "; give --forks N, --threads N, --only CASE,…, --quick, --fresh or --report");
            }
        }
        return new Arguments(forks, quick, fresh, report, cases, threads);
    }

    private static int count(String option, String text) {
        if (!text.matches("[1-9][0-9]?")) {
            throw new IllegalArgumentException(option + " is " + text + "; give a number from 1 to 99");
        }
        return Integer.parseInt(text);
    }

    private static List<Case> only(String names) {
        List<Case> chosen = new ArrayList<>();
        for (String name : names.split(",")) {
            List<Case> found = Cases.named(name);
            if (found.isEmpty()) {
                throw new IllegalArgumentException("no case is called '" + name + "'; there are "
                        + Cases.ALL.stream().map(Case::name).collect(Collectors.joining(", "))
                        + ", and the groups calls, bf16, mixed, long, start, service, train, decode");
            }
            chosen.addAll(found);
        }
        return Cases.ALL.stream().filter(chosen::contains).toList();
    }
}
