package dev.attar.runtime.text.pattern;

import dev.attar.runtime.text.unicode.CodePointSet;
import dev.attar.runtime.text.unicode.UnicodeSets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a pattern in the syntax of Oniguruma, as far as tokenizer files use it; all else is refused with its place. */
final class RegexParser {
    private static final int DEEPEST = 40;
    private static final int MOST_REPEATS = 1000;
    private static final Map<String, List<String>> PROPERTIES = Map.ofEntries(
            Map.entry("l", List.of("Lu", "Ll", "Lt", "Lm", "Lo")),
            Map.entry("letter", List.of("Lu", "Ll", "Lt", "Lm", "Lo")),
            Map.entry("lu", List.of("Lu")),
            Map.entry("ll", List.of("Ll")),
            Map.entry("lt", List.of("Lt")),
            Map.entry("lm", List.of("Lm")),
            Map.entry("lo", List.of("Lo")),
            Map.entry("m", List.of("M")),
            Map.entry("mn", List.of("Mn")),
            Map.entry("n", List.of("N")),
            Map.entry("nd", List.of("Nd")),
            Map.entry("p", List.of("P")),
            Map.entry("s", List.of("S")),
            Map.entry("z", List.of("Z")),
            Map.entry("han", List.of("Han")));

    private final String pattern;
    private final int[] text;
    private int at;
    private int depth;
    private boolean anyCase;

    RegexParser(String pattern) {
        this.pattern = pattern;
        this.text = pattern.codePoints().toArray();
    }

    Node parse() {
        Node node = choice();
        if (at < text.length) {
            throw fault("an unmatched ')'");
        }
        return node;
    }

    private Node choice() {
        if (++depth > DEEPEST) {
            throw fault("groups nested more than " + DEEPEST + " deep");
        }
        List<Node> alternatives = new ArrayList<>();
        boolean outer = anyCase;
        do {
            alternatives.add(sequence());
        } while (take('|'));
        anyCase = outer;
        depth--;
        return alternatives.size() == 1 ? alternatives.getFirst() : new Node.Choice(List.copyOf(alternatives));
    }

    private Node sequence() {
        List<Node> parts = new ArrayList<>();
        while (at < text.length && text[at] != '|' && text[at] != ')') {
            parts.add(repeated());
        }
        return parts.size() == 1 ? parts.getFirst() : new Node.Sequence(List.copyOf(parts));
    }

    private Node repeated() {
        Node node = single();
        while (at < text.length) {
            int start = at;
            int least;
            int most;
            boolean counted = false;
            switch (text[at]) {
                case '*' -> {
                    least = 0;
                    most = -1;
                    at++;
                }
                case '+' -> {
                    least = 1;
                    most = -1;
                    at++;
                }
                case '?' -> {
                    least = 0;
                    most = 1;
                    at++;
                }
                case '{' -> {
                    at++;
                    least = number(0);
                    most = take(',') ? number(-1) : least;
                    if (!take('}') || most >= 0 && most < least) {
                        at = start;
                        throw fault("a '{' that is not a count; write it as \\{");
                    }
                    counted = true;
                }
                default -> {
                    return node;
                }
            }
            if (node instanceof Node.Look || node instanceof Node.Place) {
                throw fault("a place that is repeated");
            }
            boolean lazy = take('?');
            if (counted && lazy && least == most) {
                throw fault("a lazy count of one number");
            }
            node = new Node.Repeat(node, least, most, lazy);
            if (!lazy && at < text.length && text[at] == '+') {
                if (counted) {
                    throw fault("a repeated count");
                }
                at++;
                node = new Node.Atomic(node);
            }
        }
        return node;
    }

    private int number(int absent) {
        int start = at;
        int value = 0;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            value = value * 10 + text[at++] - '0';
            if (value > MOST_REPEATS) {
                throw fault("a count above " + MOST_REPEATS);
            }
        }
        return at == start ? absent : value;
    }

    private Node single() {
        int c = text[at++];
        return switch (c) {
            case '(' -> group();
            case '[' -> new Node.One(characterClass());
            case '.' -> new Node.One(new CharClass.Builder().range('\n', '\n').build(true));
            case '^' -> new Node.Place('^');
            case '$' -> new Node.Place('$');
            case '\\' -> escape();
            case '*', '+', '?' -> {
                at--;
                throw fault("a repetition of nothing");
            }
            default -> literal(c);
        };
    }

    private Node group() {
        if (!take('?')) {
            return closed(choice());
        }
        int c = next();
        switch (c) {
            case ':' -> {
                return closed(choice());
            }
            case '>' -> {
                return new Node.Atomic(closed(choice()));
            }
            case '=', '!' -> {
                return new Node.Look(closed(choice()), false, c == '!');
            }
            case '<' -> {
                int kind = next();
                if (kind != '=' && kind != '!') {
                    throw fault("a named group");
                }
                Node body = closed(choice());
                if (!(body instanceof Node.One)) {
                    throw fault("a look behind at more than one character");
                }
                return new Node.Look(body, true, kind == '!');
            }
            case 'i' -> {
                boolean outer = anyCase;
                anyCase = true;
                if (take(':')) {
                    Node body = closed(choice());
                    anyCase = outer;
                    return body;
                }
                if (take(')')) {
                    // The option holds to the end of the enclosing group, alternatives included.
                    return choice();
                }
                throw fault("an option other than i");
            }
            default -> throw fault("a group of an unknown kind");
        }
    }

    private Node closed(Node body) {
        if (!take(')')) {
            throw fault("a group that is not closed");
        }
        return body;
    }

    private Node escape() {
        int c = next();
        return switch (c) {
            case 'A', 'z', 'b', 'B' -> new Node.Place((char) c);
            default -> {
                CharClass.Builder set = new CharClass.Builder();
                int literal = escaped(c, set);
                yield literal >= 0 ? literal(literal) : new Node.One(set.build(false));
            }
        };
    }

    /** Adds an escaped set to {@code set}, or returns the character that was escaped. */
    private int escaped(int c, CharClass.Builder set) {
        switch (c) {
            case 's', 'S' -> set.add(UnicodeSets.space(), c == 'S');
            case 'd', 'D' -> set.add(UnicodeSets.named("regex.Nd"), c == 'D');
            case 'w', 'W' -> set.add(UnicodeSets.named("regex.word"), c == 'W');
            case 'p', 'P' -> property(c == 'P', set);
            case 'n' -> {
                return '\n';
            }
            case 'r' -> {
                return '\r';
            }
            case 't' -> {
                return '\t';
            }
            case 'f' -> {
                return '\f';
            }
            case 'v' -> {
                return 0xB;
            }
            case 'x', 'u' -> {
                return hexadecimal(c);
            }
            default -> {
                if (c < 128 && Character.isLetterOrDigit(c)) {
                    throw fault("an escape \\" + (char) c);
                }
                return c;
            }
        }
        return -1;
    }

    private int hexadecimal(int kind) {
        boolean braces = kind == 'x' && take('{');
        int digits = braces ? 8 : kind == 'x' ? 2 : 4;
        int value = 0;
        int read = 0;
        while (read < digits && at < text.length && Character.digit(text[at], 16) >= 0 && text[at] < 128) {
            value = value * 16 + Character.digit(text[at++], 16);
            read++;
            if (value > Character.MAX_CODE_POINT) {
                throw fault("a code point above 10FFFF");
            }
        }
        if (read == 0 || !braces && read < digits || braces && !take('}')) {
            throw fault("a code point that is not hexadecimal");
        }
        if (kind == 'x' && !braces && value > 127) {
            throw fault("a byte that is not ASCII");
        }
        return value;
    }

    private void property(boolean negated, CharClass.Builder set) {
        if (!take('{')) {
            throw fault("a property without braces");
        }
        boolean inverse = take('^') != negated;
        int start = at;
        while (at < text.length && text[at] != '}') {
            at++;
        }
        String name = new String(text, start, at - start);
        List<String> sets = PROPERTIES.get(name.toLowerCase(Locale.ROOT));
        if (sets == null || !take('}')) {
            throw fault("the property " + name + "; known are " + new java.util.TreeSet<>(PROPERTIES.keySet()));
        }
        CharClass.Builder union = new CharClass.Builder();
        for (String known : sets) {
            union.add(UnicodeSets.named("regex." + known), false);
        }
        set.add(union.build(inverse));
    }

    private CharClass characterClass() {
        if (++depth > DEEPEST) {
            throw fault("classes nested more than " + DEEPEST + " deep");
        }
        CharClass.Builder set = new CharClass.Builder();
        boolean negated = take('^');
        boolean first = true;
        while (true) {
            int c = next();
            if (c == ']' && !first) {
                depth--;
                return set.build(negated);
            }
            first = false;
            if (c == '[') {
                if (at < text.length && text[at] == ':') {
                    throw fault("a POSIX class");
                }
                set.add(characterClass());
                continue;
            }
            if (c == '&' && at < text.length && text[at] == '&') {
                throw fault("an intersection of classes");
            }
            int low = c == '\\' ? escaped(next(), set) : c;
            if (low < 0) {
                continue;
            }
            boolean range = at + 1 < text.length && text[at] == '-' && text[at + 1] != ']';
            if (!range) {
                addCases(low, set);
                continue;
            }
            at++;
            int high = next();
            high = high == '\\' ? escaped(next(), set) : high;
            if (high < low || anyCase || high == '[') {
                throw fault("a range that cannot be used");
            }
            set.range(low, high);
        }
    }

    private Node literal(int c) {
        CharClass.Builder set = new CharClass.Builder();
        addCases(c, set);
        return new Node.One(set.build(false));
    }

    /** A character, and where case is ignored its other cases; only ASCII letters have them here. */
    private void addCases(int c, CharClass.Builder set) {
        set.range(c, c);
        if (!anyCase) {
            return;
        }
        if (c >= 128) {
            throw fault("a letter that is not ASCII whose case is ignored");
        }
        if (Character.isLetter(c)) {
            set.add(CodePointSet.of(c ^ 32, c ^ 32), false);
            if ((c | 32) == 's') {
                set.range(0x17F, 0x17F);
            } else if ((c | 32) == 'k') {
                set.range(0x212A, 0x212A);
            }
        }
    }

    private boolean take(int c) {
        if (at < text.length && text[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private int next() {
        if (at == text.length) {
            throw fault("an unexpected end");
        }
        return text[at++];
    }

    private PatternFault fault(String what) {
        return PatternFault.inPattern(pattern, at, what + " is not supported");
    }
}
