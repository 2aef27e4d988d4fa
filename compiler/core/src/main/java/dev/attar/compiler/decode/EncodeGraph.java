package dev.attar.compiler.decode;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.CacheOp;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;

/** The encoder, and of each layer of the decoder the keys and values that it makes of the encoder's result. */
final class EncodeGraph {
    private EncodeGraph() {}

    static Graph of(Graph forward) {
        List<Value> inputs = new ArrayList<>(
                forward.inputs().stream().filter(Decoding::isOfSource).toList());
        inputs.add(Kept.SOURCE_SLOTS);
        Value encoder = forward.outputs().stream()
                .filter(o -> o.name().equals("encoder"))
                .findFirst()
                .orElseThrow()
                .value();
        List<Step> steps = new ArrayList<>();
        for (Step step : forward.steps()) {
            switch (step) {
                case Assign assign when Decoding.isOfSource(assign.out()) -> steps.add(assign);
                case Repeat repeat when isOfSource(repeat) -> steps.add(repeat);
                case Repeat repeat -> keeping(repeat, steps);
                case Assign _ -> {} // the decoder's
            }
        }
        // Last, so that who asks for it has everything kept before.
        Assign done = Assign.of("encoder.kept", new Op.Copy(encoder));
        steps.add(done);
        return new Graph("encode", inputs, steps, List.of(new Graph.Output("encoder", done.out())));
    }

    private static boolean isOfSource(Repeat repeat) {
        return Decoding.isOfSource(repeat.carried().getFirst().initial());
    }

    private static void keeping(Repeat repeat, List<Step> steps) {
        List<Step> body = new ArrayList<>();
        for (Step step : repeat.body()) {
            if (!(step instanceof Assign(Value out, Op op))) continue;
            if (Decoding.isOfSource(out)) body.add(step);
            if (op instanceof Op.Attention attention && Decoding.isOfSource(attention.key())) {
                keep(body, attention.key(), Kept.keys(out, attention));
                keep(body, attention.value(), Kept.values(out, attention));
            }
        }
        if (!body.isEmpty()) steps.add(new Repeat(repeat.layers(), List.of(), body));
    }

    private static void keep(List<Step> body, Value in, CacheOp.Cache cache) {
        body.add(Assign.of(in.name() + ".kept", new CacheOp.Keep(in, Kept.SOURCE_SLOTS, cache)));
    }
}
