package dev.attar.runtime.text.pattern;

import dev.attar.runtime.text.unicode.CodePointSet;
import dev.attar.runtime.text.unicode.UnicodeSets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/**
 * A pattern as a program for a backtracking machine, which takes the first alternative that leads to a match.
 *
 * <p>A place in the program that failed at a place of the text is never tried there again, and a text on which the machine
 * still takes more than {@value #STEPS_PER_CHARACTER} steps a character is refused: no pattern runs for ever.
 */
public final class Regex implements Matcher {
    static final int STEPS_PER_CHARACTER = 2000;

    private static final int MOST_INSTRUCTIONS = 4000;

    private static final int ONE = 0; // first: class
    private static final int SPLIT = 1; // first, second: where to go on, the first one first
    private static final int JUMP = 2; // first: where to go on
    private static final int LOOK = 3; // first: end of the body, second: flags
    private static final int ATOMIC = 4; // first: end of the body
    private static final int PLACE = 5; // first: kind
    private static final int MATCH = 6;

    private static final CodePointSet WORD = UnicodeSets.named("regex.word");

    private static final int BEHIND = 1;
    private static final int NEGATED = 2;

    private final String pattern;
    private final boolean matchesEmpty;
    private int[] op = new int[64];
    private int[] first = new int[64];
    private int[] second = new int[64];
    private CharClass[] classes = new CharClass[64];
    private int size;

    private Regex(String pattern, Node tree) {
        this.pattern = pattern;
        this.matchesEmpty = tree.matchesEmpty();
        emit(tree);
        add(MATCH);
    }

    /**
     * The scanner of a known pattern, or a program for another one.
     *
     * @throws PatternFault when the pattern uses what is not supported
     */
    public static Matcher of(String pattern) {
        Matcher known = WordScanner.BY_PATTERN.get(pattern);
        return known != null ? known : program(pattern);
    }

    /** The program of any pattern. */
    static Regex program(String pattern) {
        return new Regex(pattern, new RegexParser(pattern).parse());
    }

    public String pattern() {
        return pattern;
    }

    @Override
    public boolean matchesEmpty() {
        return matchesEmpty;
    }

    @Override
    public void find(int[] text, int begin, int end, Spans spans) {
        Run run = new Run(text, begin, end);
        int previous = begin;
        int lastEnd = -1;
        for (int start = begin; start <= end; ) {
            int stop = run.match(0, start);
            if (stop < 0 || stop == start && stop == lastEnd) {
                start++;
                continue;
            }
            if (previous < start) {
                spans.add(previous, start, false);
            }
            spans.add(start, stop, true);
            previous = stop;
            lastEnd = stop;
            start = stop;
        }
        if (previous < end) {
            spans.add(previous, end, false);
        }
    }

    private int add(int operation) {
        if (size == MOST_INSTRUCTIONS) {
            throw PatternFault.inPattern(pattern, pattern.length(), "more than " + MOST_INSTRUCTIONS + " instructions");
        }
        if (size == op.length) {
            op = Arrays.copyOf(op, 2 * size);
            first = Arrays.copyOf(first, 2 * size);
            second = Arrays.copyOf(second, 2 * size);
            classes = Arrays.copyOf(classes, 2 * size);
        }
        op[size] = operation;
        return size++;
    }

    private void emit(Node node) {
        switch (node) {
            case Node.One(CharClass set) -> {
                int at = add(ONE); // before the array is read, which it may replace
                classes[at] = set;
            }
            case Node.Sequence(List<Node> parts) -> parts.forEach(this::emit);
            case Node.Choice(List<Node> alternatives) -> emitChoice(alternatives);
            case Node.Repeat repeat -> emitRepeat(repeat);
            case Node.Atomic(Node body) -> {
                int at = emitBody(ATOMIC, body);
                first[at] = size;
            }
            case Node.Look(Node body, boolean behind, boolean negated) -> {
                int look = emitBody(LOOK, body);
                first[look] = size;
                second[look] = (behind ? BEHIND : 0) | (negated ? NEGATED : 0);
            }
            case Node.Place(char kind) -> {
                int at = add(PLACE);
                first[at] = kind;
            }
        }
    }

    private int emitBody(int operation, Node body) {
        int at = add(operation);
        emit(body);
        add(MATCH);
        return at;
    }

    private void emitChoice(List<Node> alternatives) {
        int[] jumps = new int[alternatives.size()];
        for (int i = 0; i < alternatives.size(); i++) {
            boolean last = i == alternatives.size() - 1;
            int split = last ? -1 : add(SPLIT);
            if (!last) {
                first[split] = size;
            }
            emit(alternatives.get(i));
            if (!last) {
                jumps[i] = add(JUMP);
                second[split] = size;
            }
        }
        for (int i = 0; i < alternatives.size() - 1; i++) {
            first[jumps[i]] = size;
        }
    }

    private void emitRepeat(Node.Repeat repeat) {
        if (repeat.most() != 1 && repeat.body().matchesEmpty()) {
            throw PatternFault.inPattern(
                    pattern, pattern.length(), "a repetition of what may be empty is not supported");
        }
        for (int i = 0; i < repeat.least(); i++) {
            emit(repeat.body());
        }
        if (repeat.most() < 0) {
            int split = add(SPLIT);
            emit(repeat.body());
            int back = add(JUMP);
            first[back] = split;
            branch(split, split + 1, size, repeat.lazy());
            return;
        }
        int[] splits = new int[repeat.most() - repeat.least()];
        for (int i = 0; i < splits.length; i++) {
            splits[i] = add(SPLIT);
            emit(repeat.body());
        }
        for (int split : splits) {
            branch(split, split + 1, size, repeat.lazy());
        }
    }

    private void branch(int split, int into, int past, boolean lazy) {
        first[split] = lazy ? past : into;
        second[split] = lazy ? into : past;
    }

    /** One search over one text. */
    private final class Run {
        private final int[] text;
        private final int begin;
        private final int end;
        private final long width;
        private final HashMap<Long, long[]> failed = new HashMap<>();
        private long budget;

        Run(int[] text, int begin, int end) {
            this.text = text;
            this.begin = begin;
            this.end = end;
            this.width = end - begin + 1L;
            this.budget = STEPS_PER_CHARACTER * (width + 50);
        }

        /** The end of the match of the program from {@code start} on that begins at {@code from}, or -1. */
        int match(int start, int from) {
            long[] stack = new long[32];
            long[] tried = new long[32];
            int depth = 0;
            int trials = 0;
            int pc = start;
            int at = from;
            while (true) {
                if (--budget < 0) {
                    throw PatternFault.tooLong(pattern, end - begin);
                }
                boolean alive = true;
                switch (op[pc]) {
                    case MATCH -> {
                        // What was tried on the way to a match has not failed.
                        for (int i = 0; i < trials; i++) {
                            flip(tried[i]);
                        }
                        return at;
                    }
                    case ONE -> {
                        alive = at < end && classes[pc].contains(text[at]);
                        at++;
                        pc++;
                    }
                    case JUMP -> pc = first[pc];
                    case SPLIT -> {
                        long state = pc * width + (at - begin);
                        alive = flip(state);
                        if (alive) {
                            if (trials == tried.length) {
                                tried = Arrays.copyOf(tried, 2 * trials);
                            }
                            tried[trials++] = state;
                            if (depth == stack.length) {
                                stack = Arrays.copyOf(stack, 2 * depth);
                            }
                            stack[depth++] = (long) second[pc] << 32 | at;
                            pc = first[pc];
                        } else {
                            flip(state);
                        }
                    }
                    case LOOK -> {
                        int origin = (second[pc] & BEHIND) != 0 ? at - 1 : at;
                        boolean found = origin >= begin && match(pc + 1, origin) >= 0;
                        alive = found != ((second[pc] & NEGATED) != 0);
                        pc = first[pc];
                    }
                    case ATOMIC -> {
                        at = match(pc + 1, at);
                        alive = at >= 0;
                        pc = first[pc];
                    }
                    default -> {
                        alive = holds((char) first[pc], at);
                        pc++;
                    }
                }
                if (!alive) {
                    if (depth == 0) {
                        return -1;
                    }
                    long state = stack[--depth];
                    pc = (int) (state >>> 32);
                    at = (int) state;
                }
            }
        }

        /** Turns the mark of a state over; returns whether it is set now. */
        private boolean flip(long state) {
            long[] page = failed.computeIfAbsent(state >> 16, key -> new long[1024]);
            int bit = (int) state & 0xFFFF;
            return ((page[bit >> 6] ^= 1L << bit) >> bit & 1) != 0;
        }

        private boolean holds(char kind, int at) {
            return switch (kind) {
                case '^' -> at == begin || text[at - 1] == '\n' && at < end;
                case '$' -> at == end || text[at] == '\n';
                case 'A' -> at == begin;
                case 'z' -> at == end;
                default -> (word(at - 1) != word(at)) == (kind == 'b');
            };
        }

        private boolean word(int at) {
            return at >= begin && at < end && WORD.contains(text[at]);
        }
    }
}
