package dev.attar.compiler.reference;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Value;
import java.util.List;

/** Looks on while the interpreter runs; never changes what it computes. */
interface Watcher {
    Watcher NOBODY = new Watcher() {
        @Override
        public void computed(Assign assign, Interpreter at) {}

        @Override
        public void renamed(List<Value> from, List<Value> to) {}
    };

    /** An operation has been computed; the interpreter still holds its operands, and now its result. */
    void computed(Assign assign, Interpreter at);

    /** What was called {@code from} is now called {@code to}, all at once: values handed to, between, or out of layers. */
    void renamed(List<Value> from, List<Value> to);
}
