package dev.attar.compiler.check;

import dev.attar.compiler.check.Generation.EarlyStopping;
import dev.attar.compiler.check.Generation.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code head generate} says about the texts that are written, as lines: tokens, lengths, and how tokens are chosen. */
final class GenerationPrinter {
    /** Forbidden sequences of one token, in a line. */
    private static final int FORBIDDEN_IN_A_LINE = 8;

    private GenerationPrinter() {}

    /** Without what is as usual. */
    static List<String> lines(Generation generation) {
        List<String> lines = new ArrayList<>();
        lines.add(joined(
                token("start", generation.start()),
                generation.end().isEmpty() ? "" : "end " + list(generation.end()),
                token("force_first", generation.forceFirst()),
                token("force_last", generation.forceLast())));
        List<String> forbidden = generation.forbidden().stream()
                .map(tokens -> "forbid " + list(tokens))
                .toList();
        for (int i = 0; i < forbidden.size(); i += FORBIDDEN_IN_A_LINE) {
            lines.add(String.join("   ", forbidden.subList(i, Math.min(i + FORBIDDEN_IN_A_LINE, forbidden.size()))));
        }
        lines.add(joined(
                token("max_length", generation.maxLength()),
                token("min_length", generation.minLength()),
                token("max_new_tokens", generation.maxNewTokens()),
                token("min_new_tokens", generation.minNewTokens())));
        lines.add(joined(
                generation.beams() == 1 ? "" : "beams " + generation.beams(),
                decimal("length_penalty", generation.lengthPenalty(), 1),
                generation.earlyStopping() == EarlyStopping.FALSE
                        ? ""
                        : "early_stopping " + SpecPrinter.word(generation.earlyStopping()),
                generation.noRepeatNgram() == 0 ? "" : "no_repeat_ngram " + generation.noRepeatNgram(),
                decimal("repetition_penalty", generation.repetitionPenalty(), 1)));
        generation.sampling().ifPresent(sampling -> lines.add(sampling(sampling)));
        return lines.stream().filter(line -> !line.isEmpty()).toList();
    }

    private static String sampling(Sampling sampling) {
        return SpecPrinter.flat(
                "sample",
                decimal("temperature", sampling.temperature(), 1),
                sampling.topK() == 0 ? "" : "top_k " + sampling.topK(),
                decimal("top_p", sampling.topP(), 1),
                decimal("min_p", sampling.minP(), 0));
    }

    private static String joined(String... settings) {
        return Stream.of(settings).filter(setting -> !setting.isEmpty()).collect(Collectors.joining("   "));
    }

    private static String token(String keyword, Optional<Integer> value) {
        return value.map(number -> keyword + " " + number).orElse("");
    }

    private static String list(List<Integer> tokens) {
        return tokens.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String decimal(String keyword, double value, double usual) {
        return value == usual ? "" : keyword + " " + Decimals.shortest(value);
    }
}
