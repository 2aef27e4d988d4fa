package dev.attar.runtime.text.pattern;

import dev.attar.runtime.text.unicode.CodePointSet;
import java.util.ArrayList;
import java.util.List;

/** A set of characters as a pattern writes it: the union of parts, or what is in none of them. */
final class CharClass {
    private final List<Part> parts;
    private final boolean negated;
    private final long[] ascii = new long[2];

    private record Part(CodePointSet set, CharClass nested, boolean negated) {
        boolean contains(int c) {
            return (set != null ? set.contains(c) : nested.contains(c)) != negated;
        }
    }

    /** Collects the parts of a class. */
    static final class Builder {
        private final List<Part> parts = new ArrayList<>();

        Builder add(CodePointSet set, boolean negated) {
            parts.add(new Part(set, null, negated));
            return this;
        }

        Builder add(CharClass nested) {
            parts.add(new Part(null, nested, false));
            return this;
        }

        Builder range(int first, int last) {
            return add(CodePointSet.of(first, last), false);
        }

        CharClass build(boolean negated) {
            return new CharClass(parts, negated);
        }
    }

    private CharClass(List<Part> parts, boolean negated) {
        this.parts = List.copyOf(parts);
        this.negated = negated;
        for (int c = 0; c < 128; c++) {
            if (find(c)) {
                ascii[c >> 6] |= 1L << c;
            }
        }
    }

    boolean contains(int c) {
        return c < 128 ? (ascii[c >> 6] >> c & 1) != 0 : find(c);
    }

    private boolean find(int c) {
        for (Part part : parts) {
            if (part.contains(c)) {
                return !negated;
            }
        }
        return negated;
    }
}
