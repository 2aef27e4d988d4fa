package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Reads.Span;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Window;
import dev.attar.compiler.loops.Substitution;
import dev.attar.compiler.loops.Substitution.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * The weights that an ordered loop goes through are opened as a window before it: {@code w[at + f k + c]} for k from 0 to K becomes
 * {@code panel[f k + c]}. All that is left for C2 to check is numbers, so it checks nothing: the loop has no guards, no copy for its
 * first turn, and no register that holds a limit. Loops of other forms read the weights where they are.
 */
final class Windows {
    private static final String NAME = "panel";

    private Windows() {}

    /** A tile: an ordered loop among statements that are done once. */
    static Statement apply(Statement tile) {
        if (!(tile instanceof Statement.Block(List<Statement> all))) return tile;
        List<Statement> out = new ArrayList<>();
        for (Statement s : all) {
            Optional<Window> window = s instanceof For loop ? window(loop) : Optional.empty();
            window.ifPresent(out::add);
            out.add(window.map(w -> through(w, s)).orElse(s));
        }
        return new Statement.Block(out);
    }

    private static Optional<Window> window(For loop) {
        Extent extent = new Extent();
        return loop.order() == Order.ORDERED && extent.of(loop, UnaryOperator.identity()) && extent.first != null
                ? Optional.of(extent.window())
                : Optional.empty();
    }

    /** From the first element of the weights that a loop, or one within another, reads to the last. */
    private static final class Extent {
        private Buffer buffer;
        private Index first;
        private long begin;
        private long end;

        /**
         * Takes in what a statement reads.
         *
         * @param at the indices of the loops around it as numbers
         * @return false when that is not a number of elements that is known
         */
        boolean of(Statement statement, UnaryOperator<Index> at) {
            return switch (statement) {
                case Statement.Block(List<Statement> all) -> all.stream().allMatch(s -> of(s, at));
                case For loop -> loop(loop, at);
                default ->
                    Reads.of(statement).spans().stream()
                            .filter(s -> s.buffer().space() == Space.WEIGHT)
                            .allMatch(s -> span(s, at));
            };
        }

        /** Its ends say all: places only grow with an index, and of several groups the last may be shorter than the one before. */
        private boolean loop(For loop, UnaryOperator<Index> at) {
            Index to = at.apply(loop.to());
            if (!loop.from().equals(Index.ZERO) || !to.isConstant() || to.constant() < 1) return false;
            long last = (to.constant() - 1) / loop.step() * loop.step();
            return LongStream.of(0, last - loop.step(), last)
                    .filter(i -> i >= 0)
                    .distinct()
                    .allMatch(i -> of(loop.body(), index -> at.apply(index).with(loop.index(), Index.of(i))));
        }

        private boolean span(Span span, UnaryOperator<Index> at) {
            Index from = at.apply(span.from());
            if (first == null) {
                first = from;
                buffer = span.buffer();
            }
            Index distance = from.minus(first);
            if (!span.buffer().name().equals(buffer.name()) || !distance.isConstant()) return false;
            begin = Math.min(begin, distance.constant());
            end = Math.max(end, distance.constant() + span.elements());
            return true;
        }

        Window window() {
            Buffer window = new Buffer(NAME, Space.WINDOW, buffer.element(), List.of(Index.of(1)));
            Buffer from = buffer.withStrides(List.of(Index.of(1)));
            return new Window(window, from, List.of(first.plus(begin)), end - begin);
        }
    }

    private static Statement through(Window window, Statement loop) {
        return Substitution.access(access -> access.buffer().space() == Space.WEIGHT
                        ? new Access(
                                windowOf(window, access.buffer().element()),
                                List.of(access.buffer()
                                        .offset(access.indices())
                                        .minus(window.at().getFirst())))
                        : access)
                .apply(loop);
    }

    /** The window as elements of this kind, as large as those it was opened for or counted like them. */
    private static Buffer windowOf(Window window, Element element) {
        Buffer buffer = window.window();
        if (element.bytes() != buffer.element().bytes())
            throw new IllegalStateException("a window of " + buffer.element() + " read as " + element);
        return new Buffer(buffer.name(), buffer.space(), element, buffer.strides());
    }
}
