package dev.attar.compiler.gradient;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.AttentionOp;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;

/** The number for each token and head that attention keeps for its backward pass instead of the shares. */
final class LogSums {
    private LogSums() {}

    /** Puts the log-sum-exp of each attention behind it. */
    static List<Step> inserted(List<Step> steps, Needed needed) {
        List<Step> all = new ArrayList<>();
        for (Step step : steps) {
            switch (step) {
                case Repeat repeat ->
                    all.add(new Repeat(repeat.layers(), repeat.carried(), inserted(repeat.body(), needed)));
                case Assign assign -> {
                    all.add(assign);
                    if (!needed.of(assign.out())) continue;
                    if (assign.op() instanceof Op.Attention a)
                        all.add(after(assign, a.query(), a.key(), AttentionOp.Form.of(a)));
                    if (assign.op() instanceof AttentionOp.Dropped a)
                        all.add(after(assign, a.query(), a.key(), a.form()));
                }
            }
        }
        return all;
    }

    private static Assign after(Assign attention, Value query, Value key, AttentionOp.Form form) {
        return new Assign(of(attention.out(), form.heads()), new AttentionOp.LogSum(query, key, form));
    }

    /** The log-sum-exp that belongs to an attention's result. */
    static Value of(Value mixed, int heads) {
        return new Value(mixed.name() + ".log-sum", TensorType.rows(mixed.type().ragged(), heads));
    }
}
