package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.syntax.Entry;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code head generate { … }}. */
final class GenerateCheck {
    private GenerateCheck() {}

    /**
     * @param decoder whether there is one
     * @param tables width of the token table
     * @param vocabulary of the decoder
     */
    static Supplier<Head> check(
            Fields fields,
            Entry head,
            boolean decoder,
            Setting<Integer> width,
            Setting<Integer> tables,
            Setting<Integer> vocabulary) {
        if (!decoder) {
            fields.refuse(Diagnostic.of(
                            Code.GENERATE_WITHOUT_DECODER,
                            head.word(0).at(),
                            "text is written by a decoder, and there is none")
                    .hint("make the encoder a `decoder`, whose tokens see only those before them"));
        }
        Optional<Entry> tied = fields.optional("tied");
        if (tied.isPresent()
                && tables.isKnown()
                && width.isKnown()
                && !tables.get().equals(width.get())) {
            fields.refuse(Diagnostic.of(
                            Code.TIED_TO_ANOTHER_WIDTH,
                            tied.get().at(),
                            "hidden states have " + width.get() + " channels, rows of the token table have "
                                    + tables.get())
                    .and(tables.at(), "width of the token table")
                    .hint("leave out `tied`, or the `width` of the embedding"));
        }
        Optional<Supplier<Double>> scale = fields.scale(width);
        boolean bias = fields.bias(Bias.NONE).ofOutput();
        Supplier<Generation> generation = GenerationCheck.check(fields, vocabulary);
        return () ->
                new Head.Generate(tied.isPresent(), scale.map(Supplier::get).orElse(1.0), bias, generation.get());
    }
}
