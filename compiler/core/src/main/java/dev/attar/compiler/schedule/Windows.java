package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
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
import java.util.Set;

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
        if (loop.order() != Order.ORDERED
                || !loop.from().equals(Index.ZERO)
                || !loop.to().isConstant()) return Optional.empty();
        List<Span> spans = Reads.of(loop.body()).spans().stream()
                .filter(s -> s.buffer().space() == Space.WEIGHT)
                .toList();
        return spans.isEmpty() ? Optional.empty() : window(loop, spans);
    }

    /** From the first element that the loop reads to the last; empty when that is not a number of elements. */
    private static Optional<Window> window(For loop, List<Span> spans) {
        Buffer buffer = spans.getFirst().buffer();
        Index some = spans.getFirst().from();
        long factor = some.factor(loop.index());
        long last = factor * (loop.to().constant() - 1);
        long begin = 0;
        long end = 0;
        for (Span span : spans) {
            Index distance = span.from().minus(some);
            if (!span.buffer().name().equals(buffer.name()) || !distance.isConstant()) return Optional.empty();
            begin = Math.min(begin, distance.constant());
            end = Math.max(end, distance.constant() + span.elements());
        }
        Index first = some.minus(Index.name(loop.index()).times(factor));
        if (factor < 0 || first.dependsOn(Set.of(loop.index()))) return Optional.empty();
        Buffer window = new Buffer(NAME, Space.WINDOW, buffer.element(), List.of(Index.of(1)));
        Buffer from = buffer.withStrides(List.of(Index.of(1)));
        return Optional.of(new Window(window, from, List.of(first.plus(begin)), last + end - begin));
    }

    private static Statement through(Window window, Statement loop) {
        return Substitution.access(access -> access.buffer().space() == Space.WEIGHT
                        ? new Access(
                                window.window(),
                                List.of(access.buffer()
                                        .offset(access.indices())
                                        .minus(window.at().getFirst())))
                        : access)
                .apply(loop);
    }
}
