package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Embedding;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.syntax.Text;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A checked spec as text in the language, in one fixed form: every number evaluated, every epsilon written out, every dropout
 * but 0. Parsing and checking the text gives an equal spec.
 */
public final class SpecPrinter {
    /** Characters of a line of labels, where one label is not longer. */
    private static final int LINE = 100;

    private SpecPrinter() {}

    /** Lines end with LF, the last one too. */
    public static String print(ModelSpec spec) {
        Stream<String> sizes = Stream.of(
                "vocabulary " + spec.vocabulary(), "context    " + spec.context(), "width      " + spec.width());
        Stream<String> stages = Stream.concat(
                Stream.concat(
                        Stream.of("", embedding(spec.embedding(), spec.width())),
                        spec.stacks().stream()
                                .flatMap(stack -> Stream.of("", StackPrinter.print(stack, spec.width())))),
                Stream.of("", head(spec.head(), spec.width())));
        Stream<String> texts = spec.texts().equals(Texts.NONE) ? Stream.of() : Stream.of("", texts(spec.texts()));
        Stream<String> training = spec.train().stream().flatMap(train -> Stream.of("", TrainPrinter.train(train)));
        List<String> parts =
                Stream.of(sizes, stages, texts, training).flatMap(part -> part).toList();
        return tall("model " + spec.name(), parts) + "\n";
    }

    private static String embedding(Embedding embedding, int width) {
        return flat(
                "embedding",
                "positions " + positions(embedding.positions()),
                embedding.segments() == 0 ? "" : "segments " + embedding.segments(),
                embedding.width().map(own -> "width " + own).orElse(""),
                embedding.scale() == 1
                        ? ""
                        : StackPrinter.scale(
                                embedding.scale(), embedding.width().orElse(width)),
                embedding.separate() ? "separate" : "",
                embedding.padding().map(token -> "padding " + token).orElse(""),
                embedding.norm().map(SpecPrinter::norm).orElse(""),
                dropout(embedding.dropout()));
    }

    private static String positions(Positions positions) {
        return switch (positions) {
            case Positions.None() -> "none";
            case Positions.Learned(int offset) -> "learned" + offset(offset);
            case Positions.Sinusoidal(int offset, boolean halves, boolean inclusive) ->
                "sinusoidal" + offset(offset)
                        + (halves || inclusive ? flat("", halves ? "halves" : "", inclusive ? "inclusive" : "") : "");
        };
    }

    private static String offset(int offset) {
        return offset == 0 ? "" : " offset " + offset;
    }

    private static String head(Head head, int width) {
        return switch (head) {
            case Head.Embed(var pools, var dense, boolean normalize) ->
                flat(
                        "head embed",
                        "pool " + pools.stream().map(SpecPrinter::word).collect(Collectors.joining(", ")),
                        dense.map(SpecPrinter::dense).orElse(""),
                        normalize ? "normalize l2" : "");
            case Head.Classify(var pool, var dense, int classes, boolean softmax, var labels) ->
                labelled(
                        "head classify",
                        labels,
                        "pool " + word(pool),
                        dense.map(SpecPrinter::dense).orElse(""),
                        "classes " + classes,
                        softmax ? "softmax" : "");
            case Head.Tokens(var dense, int classes, boolean softmax, var labels) ->
                labelled(
                        "head tokens",
                        labels,
                        dense.map(SpecPrinter::dense).orElse(""),
                        "classes " + classes,
                        softmax ? "softmax" : "");
            case Head.Span() -> "head span";
            case Head.MaskedLanguageModel(var activation, var norm, boolean tied, Bias bias) ->
                flat("head mlm", activation(activation), norm(norm), tied ? "tied" : "", bias(bias, Bias.ALL));
            case Head.Generate generate -> generate(generate, width);
        };
    }

    /** In one line where nothing is said about the texts. */
    private static String generate(Head.Generate head, int width) {
        List<String> texts = GenerationPrinter.lines(head.generation());
        String[] scores = {
            head.tied() ? "tied" : "",
            head.scale() == 1 ? "" : StackPrinter.scale(head.scale(), width),
            head.bias() ? "bias output" : ""
        };
        String first = Stream.of(scores).filter(setting -> !setting.isEmpty()).collect(Collectors.joining("   "));
        return texts.isEmpty()
                ? flat("head generate", scores)
                : tall(
                        "head generate",
                        Stream.concat(Stream.of(first).filter(line -> !line.isEmpty()), texts.stream())
                                .toList());
    }

    /** In one line without labels; with them, a line for the rest and as many as it takes for them. */
    private static String labelled(String opening, Labels labels, String... settings) {
        String probability =
                labels.probability().map(how -> "probability " + word(how)).orElse("");
        String others = Stream.concat(Stream.of(settings), Stream.of(probability))
                .filter(setting -> !setting.isEmpty())
                .collect(Collectors.joining("   "));
        return labels.names().isEmpty()
                ? opening + " { " + others + " }"
                : tall(opening, List.of(others, list("labels ", labels.names())));
    }

    /** Quoted texts with commas between them, in lines of bounded length that begin below one another. */
    private static String list(String keyword, List<String> texts) {
        StringBuilder list = new StringBuilder(keyword);
        int column = list.length();
        for (int i = 0; i < texts.size(); i++) {
            String text = Text.quoted(texts.get(i)) + (i + 1 < texts.size() ? "," : "");
            if (i > 0 && column + 1 + text.length() > LINE) {
                list.append('\n').append(" ".repeat(keyword.length()));
                column = keyword.length();
            } else if (i > 0) {
                list.append(' ');
                column++;
            }
            list.append(text);
            column += text.length();
        }
        return list.toString();
    }

    private static String texts(Texts texts) {
        Stream<String> prompts = texts.prompts().stream()
                .map(prompt -> "prompt " + Text.quoted(prompt.name()) + " " + Text.quoted(prompt.words()));
        Stream<String> standard = texts.standard().stream().map(name -> "default " + Text.quoted(name));
        Stream<String> truncate = texts.truncate() ? Stream.of("truncate") : Stream.of();
        List<String> parts =
                Stream.of(prompts, standard, truncate).flatMap(part -> part).toList();
        return parts.size() == 1 ? "texts { " + parts.getFirst() + " }" : tall("texts", parts);
    }

    private static String dense(Dense dense) {
        return flat(
                "dense",
                "width " + dense.width(),
                dense.activation().map(SpecPrinter::activation).orElse(""),
                dense.bias() ? "" : "bias none",
                dense.norm().map(SpecPrinter::norm).orElse(""));
    }

    static String norm(Norm norm) {
        return flat(
                "norm " + word(norm.kind()),
                "epsilon " + Decimals.shortest(norm.epsilon()),
                norm.kind() == ModelSpec.NormKind.LAYER && !norm.bias() ? "bias none" : "",
                norm.scale() ? "" : "scale none");
    }

    static String bias(Bias bias, Bias usual) {
        return bias == usual ? "" : "bias " + word(bias);
    }

    static String dropout(double dropout) {
        return dropout == 0 ? "" : "dropout " + Decimals.shortest(dropout);
    }

    static String activation(ModelSpec.Activation activation) {
        return "activation " + word(activation);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A block in one line, without its empty settings. */
    static String flat(String opening, String... settings) {
        return Stream.of(settings)
                .filter(setting -> !setting.isEmpty())
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("   "),
                        inside -> opening + (inside.isEmpty() ? " {}" : " { " + inside + " }")));
    }

    /** A block with a setting a line; an empty setting is an empty line. */
    static String tall(String opening, List<String> settings) {
        return settings.stream()
                .flatMap(setting -> setting.isEmpty() ? Stream.of("") : setting.lines())
                .map(line -> line.isEmpty() ? "" : "    " + line)
                .collect(Collectors.joining("\n", opening + " {\n", "\n}"));
    }
}
