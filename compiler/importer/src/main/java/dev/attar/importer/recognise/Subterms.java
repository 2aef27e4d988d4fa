package dev.attar.importer.recognise;

import dev.attar.importer.term.Term;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a term is made from. */
final class Subterms {
    private Subterms() {}

    /** Whether {@code part} is {@code whole} or one of the terms it is computed from. */
    static boolean has(Term whole, Term part) {
        Deque<Term> open = new ArrayDeque<>(List.of(whole));
        Set<Term> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            Term term = open.pop();
            if (term == part) {
                return true;
            }
            term.arguments().stream().filter(seen::add).forEach(open::push);
        }
        return false;
    }
}
