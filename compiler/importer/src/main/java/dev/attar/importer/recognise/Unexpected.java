package dev.attar.importer.recognise;

import dev.attar.importer.source.ImportException;
import dev.attar.importer.term.Op;
import dev.attar.importer.term.Term;
import dev.attar.importer.translate.Operators;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Says why a part of a graph is not what an encoder has there, with the node that is to blame. */
final class Unexpected {
    private static final int SEARCHED = 200;

    private final Operators operators;

    Unexpected(Operators operators) {
        this.operators = operators;
    }

    /** A refusal: {@code wanted} was expected where {@code found} is. */
    ImportException refuse(Term found, String wanted) {
        Optional<String> cause = cause(found);
        return new ImportException(
                cause.orElseGet(() -> found + ": " + wanted + " was expected here, but it is " + describe(found.op()))
                        + (cause.isPresent() ? " (" + wanted + " was expected)" : "")
                        + ". Only encoders of the BERT family can be imported.");
    }

    /** The nearest node below that could not be described, or attention that Attar does not have. */
    private Optional<String> cause(Term found) {
        Deque<Term> queue = new ArrayDeque<>(List.of(found));
        Set<Term> seen = new HashSet<>();
        while (!queue.isEmpty() && seen.size() < SEARCHED) {
            Term term = queue.poll();
            if (!seen.add(term)) {
                continue;
            }
            if (term.op() instanceof Op.Opaque(var node, int _, String reason)
                    && term.arguments().isEmpty()) {
                return Optional.of(node + ": " + reason);
            }
            Optional<String> attention = operators.whyNotAttention(term);
            if (attention.isPresent() && term.argument(0).op() instanceof Op.Softmax) {
                return Optional.of(term + ": this attention is not supported: " + attention.get());
            }
            queue.addAll(term.arguments());
        }
        return Optional.empty();
    }

    private static String describe(Op op) {
        return switch (op) {
            case Op.Input _ -> "an input of the graph";
            case Op.Stored _, Op.Uniform _, Op.Sizes _, Op.Ramp _ -> "a constant";
            case Op.NonZero _ -> "made from the places of a mask";
            case Op.Choose _ -> "made from the attention mask";
            case Op.RunningSum _ -> "a running sum";
            case Op.Rows _ -> "a look-up in a table";
            case Op.Add _ -> "a sum";
            case Op.Multiply _ -> "a product of elements";
            case Op.Power _ -> "a power or root";
            case Op.Apply(var function) -> "the function " + function.name().toLowerCase(Locale.ROOT);
            case Op.Reduce _, Op.Pooled _ -> "a mean, sum or maximum";
            case Op.Extreme _ -> "the larger or smaller of two values";
            case Op.Join _ -> "a concatenation";
            case Op.AtLeast _ -> "a lower bound";
            case Op.Normalised _ -> "a norm without scale and shift";
            case Op.Linear _ -> "a dense layer";
            case Op.MatMul _ -> "a product of two activations";
            case Op.Quantised _, Op.QuantisedScale _, Op.QuantisedZero _ -> "a quantised value";
            case Op.IntegerProduct _ -> "a product of integers";
            case Op.Softmax _ -> "a softmax";
            case Op.Attend _ -> "an attention";
            case Op.First _ -> "the first token";
            case Op.Unit _ -> "a vector of length 1";
            case Op.View _ -> "a rearranged value";
            case Op.Expand _ -> "a repeated value";
            case Op.Opaque _ -> "not supported";
        };
    }
}
