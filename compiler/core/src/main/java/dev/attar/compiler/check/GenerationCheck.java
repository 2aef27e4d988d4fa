package dev.attar.compiler.check;

import dev.attar.compiler.check.Generation.EarlyStopping;
import dev.attar.compiler.check.Generation.Sampling;
import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.syntax.Entry;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What {@code head generate} says about the texts that are written. */
final class GenerationCheck {
    private final Fields fields;
    private final Range ids;

    private GenerationCheck(Fields fields, Range ids) {
        this.fields = fields;
        this.ids = ids;
    }

    /** @param vocabulary of the decoder */
    static Supplier<Generation> check(Fields fields, Setting<Integer> vocabulary) {
        int most = vocabulary.isKnown() ? vocabulary.get() : Limits.MAX_DIMENSION;
        return new GenerationCheck(fields, new Range(0, most - 1L)).check();
    }

    private Supplier<Generation> check() {
        Supplier<Optional<Integer>> start = optional("start", ids);
        Supplier<List<Integer>> end =
                fields.optional("end").map(entry -> list(entry)).orElse(() -> List.of());
        Supplier<Optional<Integer>> first = optional("force_first", ids);
        Supplier<Optional<Integer>> last = optional("force_last", ids);
        List<Supplier<List<Integer>>> forbidden =
                fields.all("forbid").stream().map(this::list).toList();
        Supplier<Optional<Integer>> maxLength = optional("max_length", Range.DIMENSION);
        Supplier<Optional<Integer>> minLength = least("min_length", "max_length", maxLength);
        Supplier<Optional<Integer>> maxNew = optional("max_new_tokens", Range.DIMENSION);
        Supplier<Optional<Integer>> minNew = least("min_new_tokens", "max_new_tokens", maxNew);
        Setting<Integer> beams = fields.whole("beams", new Range(1, Generation.MAX_BEAMS), 1);
        Setting<Double> lengthPenalty = fields.decimal("length_penalty", DecimalRange.EXPONENT, 1);
        EarlyStopping early = fields.optional("early_stopping")
                .map(entry -> Fields.constant(entry.word(0).text(), EarlyStopping.class))
                .orElse(EarlyStopping.FALSE);
        Setting<Integer> ngram = fields.whole("no_repeat_ngram", Range.DIMENSION, 0);
        Setting<Double> repetition = fields.decimal("repetition_penalty", DecimalRange.PENALTY, 1);
        Supplier<Optional<Sampling>> sampling = sampling(beams);
        return () -> new Generation(
                start.get(),
                end.get(),
                first.get(),
                last.get(),
                forbidden.stream().map(Supplier::get).toList(),
                maxLength.get(),
                minLength.get(),
                maxNew.get(),
                minNew.get(),
                beams.get(),
                lengthPenalty.get(),
                early,
                ngram.get(),
                repetition.get(),
                sampling.get());
    }

    private Supplier<Optional<Integer>> optional(String keyword, Range range) {
        Optional<Setting<Integer>> found = fields.optional(keyword).map(entry -> fields.whole(keyword, entry, range));
        return () -> found.map(Supplier::get);
    }

    /** A length that is no greater than another one. */
    private Supplier<Optional<Integer>> least(String keyword, String greater, Supplier<Optional<Integer>> most) {
        Optional<Setting<Integer>> found =
                fields.optional(keyword).map(entry -> fields.whole(keyword, entry, Range.DIMENSION_OR_NONE));
        found.filter(Setting::isKnown).ifPresent(least -> {
            Optional<Integer> bound = known(most);
            if (bound.isPresent() && least.get() > bound.get()) {
                fields.refuse(Diagnostic.of(
                        Code.INTEGER_OUT_OF_RANGE,
                        least.at(),
                        "`" + keyword + "` must be at most `" + greater + "`, " + bound.get() + ", this is "
                                + least.get()));
            }
        });
        return () -> found.map(Supplier::get);
    }

    private static Optional<Integer> known(Supplier<Optional<Integer>> most) {
        try {
            return most.get();
        } catch (java.util.NoSuchElementException _) {
            return Optional.empty();
        }
    }

    private Supplier<List<Integer>> list(Entry entry) {
        List<Setting<Integer>> tokens = entry.expressions().stream()
                .map(token -> fields.whole(entry.keyword().text(), token, ids))
                .toList();
        return () -> tokens.stream().map(Supplier::get).toList();
    }

    private Supplier<Optional<Sampling>> sampling(Setting<Integer> beams) {
        Optional<Entry> entry = fields.optional("sample");
        if (entry.isEmpty()) {
            return Optional::empty;
        }
        if (beams.isKnown() && beams.get() > 1) {
            fields.refuseWithoutEffect(
                    entry.get(), "with " + beams.get() + " beams", "leave out one of `beams` and `sample`");
        }
        Fields inside = fields.of(entry.get());
        Setting<Double> temperature = inside.decimal("temperature", DecimalRange.TEMPERATURE, 1);
        Setting<Integer> topK = inside.whole("top_k", Range.DIMENSION, 0);
        Setting<Double> topP = inside.decimal("top_p", DecimalRange.SHARE, 1);
        Setting<Double> minP = inside.decimal("min_p", DecimalRange.PROBABILITY, 0);
        inside.close();
        return () -> Optional.of(new Sampling(temperature.get(), topK.get(), topP.get(), minP.get()));
    }
}
