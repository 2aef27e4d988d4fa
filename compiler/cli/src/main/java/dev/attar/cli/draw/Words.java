package dev.attar.cli.draw;

import dev.attar.compiler.check.Distances;
import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Decoder;
import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.NormKind;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.ModelSpec.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The settings of a part as short lines. */
final class Words {
    private final ModelSpec spec;

    Words(ModelSpec spec) {
        this.spec = spec;
    }

    static String norm(Norm norm) {
        return norm.kind() == NormKind.LAYER ? "layer norm" : "RMS norm";
    }

    List<String> embedding(Stack stack) {
        ModelSpec.Embedding form = spec.embedding();
        List<String> lines = new ArrayList<>();
        lines.add("tokens " + number(spec.vocabularyOf(stack)) + " × " + number(spec.embeddingWidth())
                + (form.scale() == 1 ? "" : ", scaled by " + decimal(form.scale())));
        if (spec.isTranslator() && stack instanceof Decoder && !spec.hasSeparateTables()) {
            lines.add("the token table is the encoder's");
        }
        switch (form.positions()) {
            case Positions.None _ -> {}
            case Positions.Learned(int offset) ->
                lines.add("positions learned, " + number(spec.contextOf(stack) + offset));
            case Positions.Sinusoidal _ -> lines.add("positions sinusoidal");
        }
        if (form.segments() > 0) {
            lines.add(form.segments() + " segments");
        }
        form.norm().ifPresent(norm -> lines.add(norm(norm)));
        form.width().ifPresent(_ -> lines.add("projected to " + number(spec.width())));
        return lines;
    }

    List<String> attention(Stack stack) {
        Attention form = stack.attention();
        List<String> lines = new ArrayList<>(List.of(heads(form)));
        String all = stack instanceof Decoder ? "itself and all before it" : "all tokens";
        String near = stack instanceof Decoder ? " before it" : " each way";
        lines.add((form.reach().size() > 1 ? "sees, by turns: " : "sees ")
                + form.reach().stream()
                        .map(reach -> reach.band()
                                .map(places -> number(places) + near)
                                .orElse(all))
                        .collect(Collectors.joining("; ")));
        switch (form.distances()) {
            case Distances.None _ -> {}
            case Distances.Alibi _ -> lines.add("positions alibi");
            case Distances.Rotary rotary -> lines.add("positions rotary, base " + bases(form, rotary));
            case Distances.Disentangled positions ->
                lines.add("positions disentangled, " + positions.buckets() + " buckets");
            case Distances.Relative(int buckets, int _) -> lines.add("positions relative, " + buckets + " buckets");
        }
        form.norm().ifPresent(norm -> lines.add(norm(norm) + " of queries and keys"));
        return lines;
    }

    /** One base, or that of each turn. */
    private static String bases(Attention form, Distances.Rotary rotary) {
        List<String> turns = form.reach().stream()
                .map(reach -> decimal(reach.base().orElse(rotary.base())))
                .toList();
        return turns.stream().distinct().count() == 1 ? turns.getFirst() : "by turns " + String.join("; ", turns);
    }

    List<String> cross(Attention form) {
        return List.of(heads(form), "sees all tokens of the source");
    }

    private String heads(Attention form) {
        String heads = form.heads() + " heads of " + form.headWidthIn(spec.width());
        return form.groups() == form.heads() ? heads : heads + ", " + form.groups() + " of keys and values";
    }

    List<String> feedForward(FeedForward form) {
        String width = number(spec.width());
        return List.of(width + " → " + number(form.width()) + " → " + width + ", " + name(form.activation())
                + (form.gated() ? ", gated" : ""));
    }

    String headTitle() {
        return "head "
                + switch (spec.head()) {
                    case Head.Embed _ -> "embed";
                    case Head.Classify _ -> "classify";
                    case Head.Tokens _ -> "tokens";
                    case Head.Span _ -> "span";
                    case Head.MaskedLanguageModel _ -> "masked language model";
                    case Head.Generate _ -> "generate";
                };
    }

    List<String> head() {
        List<String> lines = new ArrayList<>();
        switch (spec.head()) {
            case Head.Embed(List<ModelSpec.Pool> pools, Optional<Dense> dense, boolean normalize) -> {
                pools.forEach(pool -> lines.add(pooled(pool)));
                dense.ifPresent(form -> lines.add(dense(form)));
                if (normalize) {
                    lines.add("L2 normalised");
                }
            }
            case Head.Classify(ModelSpec.Pool pool, Optional<Dense> dense, int classes, boolean softmax, var _) -> {
                lines.add(pooled(pool));
                dense.ifPresent(form -> lines.add(dense(form)));
                lines.add(number(classes) + " classes" + (softmax ? ", softmax" : ""));
            }
            case Head.Tokens(Optional<Dense> dense, int classes, boolean softmax, var _) -> {
                dense.ifPresent(form -> lines.add(dense(form)));
                lines.add(number(classes) + " classes for each token");
                if (softmax) {
                    lines.add("softmax");
                }
            }
            case Head.Span() -> lines.add("start and end for each token");
            case Head.MaskedLanguageModel head -> {
                lines.add("dense " + number(spec.embeddingWidth()) + ", " + name(head.activation()) + ", "
                        + norm(head.norm()));
                lines.add(output(head.tied()));
            }
            case Head.Generate head -> {
                lines.add(output(head.tied()));
                if (head.scale() != 1) {
                    lines.add("hidden states scaled by " + decimal(head.scale()));
                }
            }
        }
        return lines;
    }

    private static String output(boolean tied) {
        return tied ? "output tied to the token table" : "output matrix of its own";
    }

    private static String pooled(ModelSpec.Pool pool) {
        return switch (pool) {
            case MEAN -> "mean of the tokens";
            case CLS -> "the first token";
            case MAX -> "maximum over the tokens";
            case LAST -> "the last token";
            case WEIGHTED_MEAN -> "mean of the tokens, weighted by place";
            case MEAN_SQRT_LEN -> "sum of the tokens over the root of their number";
        };
    }

    private static String dense(Dense form) {
        return "dense " + number(form.width())
                + form.activation().map(function -> ", " + name(function)).orElse("")
                + form.norm().map(norm -> ", " + norm(norm)).orElse("");
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static String number(long amount) {
        return String.format(Locale.ROOT, "%,d", amount);
    }

    private static String decimal(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? number((long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
