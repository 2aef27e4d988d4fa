package dev.attar.importer.recognise;

import dev.attar.importer.tensor.NamedTensor;
import dev.attar.importer.tensor.TensorView;
import dev.attar.importer.term.Op.Add;
import dev.attar.importer.term.Op.Attend;
import dev.attar.importer.term.Op.Stored;
import dev.attar.importer.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code stream + output(attention(input))}. */
record AttentionHalf(Term stream, Term input, int heads, boolean masked, Term attend, DenseLayer output) {

    static Optional<AttentionHalf> match(Term sum) {
        if (!(sum.op() instanceof Add)) {
            return Optional.empty();
        }
        return match(sum.argument(0), sum.argument(1)).or(() -> match(sum.argument(1), sum.argument(0)));
    }

    private static Optional<AttentionHalf> match(Term stream, Term branch) {
        Optional<DenseLayer> output = DenseLayer.match(branch);
        if (output.isEmpty() || !(output.get().x().op() instanceof Attend(int heads, boolean masked))) {
            return Optional.empty();
        }
        Term attend = output.get().x();
        Term input = attend.argument(0);
        boolean self = attend.argument(1) == input && attend.argument(2) == input;
        return self && FeedForwardHalf.comesFrom(input, stream)
                ? Optional.of(new AttentionHalf(stream, input, heads, masked, attend, output.get()))
                : Optional.empty();
    }

    boolean post() {
        return input == stream;
    }

    /** The matrices of queries, keys and values, to see whether layers share them. */
    List<TensorView> matrices() {
        return List.of(view(3), view(5), view(7));
    }

    private TensorView view(int argument) {
        return ((Stored) attend.argument(argument).op()).view();
    }

    List<NamedTensor> tensors(String prefix) {
        List<NamedTensor> tensors = new ArrayList<>();
        String[] parts = {".query", ".key", ".value"};
        long width = attend.width().orElseThrow();
        for (int i = 0; i < 3; i++) {
            TensorView weight = view(3 + 2 * i);
            tensors.add(NamedTensor.of(
                    prefix + parts[i] + ".weight", weight, width, weight.shape().getLast()));
            String bias = prefix + parts[i] + ".bias";
            tensors.add(
                    attend.argument(4 + 2 * i).op() instanceof Stored(TensorView b)
                            ? NamedTensor.of(bias, b, width)
                            : NamedTensor.zeros(bias, width));
        }
        tensors.addAll(output.tensors(prefix + ".output"));
        return tensors;
    }
}
