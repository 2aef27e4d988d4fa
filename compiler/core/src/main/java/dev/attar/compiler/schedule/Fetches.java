package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Routine;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.Fetch;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Substitution;
import dev.attar.compiler.loops.Substitution.Access;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an innermost loop reads of the weights side by side is fetched before it, in one go: {@code w[at + c]} for c from 0 to C
 * becomes {@code fetched[c]}. Loops of other forms read the weights where they are.
 */
final class Fetches {
    private final Map<String, Kernel.Scratch> scratch = new LinkedHashMap<>();

    private Fetches() {}

    static Kernel apply(Kernel kernel) {
        Fetches fetches = new Fetches();
        Statement body = fetches.statement(kernel.body());
        List<Kernel.Scratch> all = new ArrayList<>(kernel.scratch());
        all.addAll(fetches.scratch.values());
        Optional<Routine> rows =
                kernel.rows().map(r -> Outline.routine(r.name(), r.comment(), fetches.statement(r.body())));
        return new Kernel(kernel.name(), kernel.comment(), kernel.buffers(), all, body, rows);
    }

    private static boolean isOfFloats(Buffer buffer) {
        return buffer.space() == Space.WEIGHT && buffer.element() == Element.FP32;
    }

    /** The scratch buffer that holds what is fetched from a buffer of weights. */
    static Buffer fetched(Buffer weights, List<Index> strides) {
        return new Buffer(weights.name() + "Fetched", Space.SCRATCH, strides);
    }

    private Statement statement(Statement statement) {
        return switch (statement) {
            case Statement.Block(List<Statement> all) ->
                Statement.block(all.stream().map(this::statement).toList());
            case For loop -> loop(loop);
            case Statement.Run(Routine routine) ->
                Outline.apply(routine.name(), routine.comment(), statement(routine.body()));
            default -> statement.mapChildren(this::statement);
        };
    }

    private Statement loop(For loop) {
        boolean counted = loop.order() == Order.PARALLEL
                && loop.from().equals(Index.ZERO)
                && loop.to().isConstant()
                && loop.step() == 1;
        List<Statement> out = new ArrayList<>();
        Statement body = statement(loop.body());
        if (counted) {
            for (Buffer buffer : Reads.of(body).buffers()) {
                if (isOfFloats(buffer) && Inside.isInnermost(loop)) body = fetch(loop, buffer, body, out);
            }
        }
        out.add(new For(loop.index(), loop.from(), loop.to(), loop.step(), loop.order(), body));
        return Statement.block(out);
    }

    /** The body with one buffer of weights replaced, or as it is where the buffer is read in several places or scattered. */
    private Statement fetch(For loop, Buffer buffer, Statement body, List<Statement> out) {
        Index index = Index.name(loop.index());
        List<Access> places = Reads.of(body).accesses().stream()
                .filter(a -> a.buffer().name().equals(buffer.name()))
                .distinct()
                .toList();
        Index begin = buffer.offset(places.getFirst().indices()).minus(index);
        if (places.size() > 1 || begin.names().contains(loop.index())) return body;
        int floats = Math.toIntExact(loop.to().constant());
        Buffer near = fetched(buffer, List.of(Index.of(1)));
        scratch.merge(
                near.name(),
                new Kernel.Scratch(near, Index.roundUp(Index.of(floats), PanelProducts.PANEL)),
                (a, b) -> a.floats().constant() < b.floats().constant() ? b : a);
        List<Index> at = places.getFirst().indices().stream()
                .map(i -> i.with(loop.index(), Index.ZERO))
                .toList();
        out.add(new Fetch(near, buffer, at, floats));
        return Substitution.access(a -> a.buffer().name().equals(buffer.name()) ? new Access(near, List.of(index)) : a)
                .apply(body);
    }
}
