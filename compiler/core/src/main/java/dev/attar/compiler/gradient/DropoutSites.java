package dev.attar.compiler.gradient;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.AttentionOp;
import dev.attar.compiler.model.DropoutOp;
import dev.attar.compiler.model.Dropping;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts dropout into a forward pass, which has none for inference: on what the first layer of each stack is given, on the shares of each
 * attention in a repeat, and on the left of each sum there, which is what half a layer gives. Where anything is dropped the
 * graph has the input {@code seed}, an index (5).
 */
final class DropoutSites {
    private static final String SEED = "seed";

    private final DropoutRates rates;
    private final Names names;
    private final Value seed;
    private final Set<Integer> sites = new HashSet<>();

    private DropoutSites(DropoutRates rates, Names names) {
        this.rates = rates;
        this.names = names;
        this.seed = seed(names);
    }

    /** The input that says what is dropped. */
    static Value seed(Names names) {
        return new Value(names.unused(SEED), TensorType.indices(Dropping.SEED));
    }

    static boolean isSeed(Value input) {
        return input.name().equals(SEED);
    }

    static Graph inserted(Graph forward, DropoutRates rates, Names names) {
        if (rates.equals(DropoutRates.NONE)) return forward;
        return new DropoutSites(rates, names).inserted(forward);
    }

    private Graph inserted(Graph forward) {
        List<Step> steps = new ArrayList<>();
        Set<Value> results = new HashSet<>(); // of repeats: the layers of a stack can be several
        for (Step step : forward.steps()) {
            switch (step) {
                case Assign assign -> steps.add(assign);
                case Repeat repeat -> {
                    List<Repeat.Carried> carried = new ArrayList<>();
                    for (Repeat.Carried c : repeat.carried()) {
                        carried.add(results.contains(c.initial()) ? c : given(c, steps));
                        results.add(c.result());
                    }
                    steps.add(new Repeat(repeat.layers(), carried, body(repeat.body())));
                }
            }
        }
        if (sites.isEmpty()) return forward;
        List<Value> inputs = new ArrayList<>(forward.inputs());
        inputs.add(seed);
        return new Graph(forward.name(), inputs, steps, forward.outputs());
    }

    private Repeat.Carried given(Repeat.Carried carried, List<Step> steps) {
        if (rates.embedding() == 0) return carried;
        Value initial = carried.initial();
        return new Repeat.Carried(
                dropped(initial, rates.embedding(), initial.name(), steps),
                carried.entering(),
                carried.leaving(),
                carried.result());
    }

    private List<Step> body(List<Step> body) {
        List<Step> steps = new ArrayList<>();
        for (Step step : body) {
            if (!(step instanceof Assign(Value out, Op op)))
                throw new IllegalStateException("a repeat inside a repeat");
            DropoutRates.OfLayers here = rates.at(out.name());
            Op now = switch (op) {
                case Op.Attention plain
                when share(plain, here) > 0 ->
                    new AttentionOp.Dropped(
                            plain.query(),
                            plain.key(),
                            plain.value(),
                            AttentionOp.Form.of(plain),
                            dropping(share(plain, here), perLayer(out.name())));
                case Op.Add(Value left, Value right)
                when here.residual() > 0 ->
                    new Op.Add(dropped(left, here.residual(), perLayer(left.name()), steps), right);
                default -> op; // nothing of it is dropped
            };
            steps.add(new Assign(out, now));
        }
        return steps;
    }

    private static double share(Op.Attention op, DropoutRates.OfLayers here) {
        boolean cross = op.query().type().ragged() != op.key().type().ragged();
        return cross ? here.cross() : here.attention();
    }

    private Value dropped(Value in, double rate, String site, List<Step> steps) {
        Assign assign = Assign.of(names.unused(in.name() + ".dropped"), new DropoutOp(in, dropping(rate, site)));
        steps.add(assign);
        return assign.out();
    }

    /** What a value in a layer is called as a site: each layer drops something else. */
    static String perLayer(String value) {
        return value.replaceFirst("^layer\\.", "layer.*.");
    }

    private Dropping dropping(double rate, String site) {
        Dropping dropping = new Dropping(rate, seed, site);
        if (!sites.add(dropping.number()))
            throw new IllegalStateException("two sites of dropout are numbered like " + site);
        return dropping;
    }
}
