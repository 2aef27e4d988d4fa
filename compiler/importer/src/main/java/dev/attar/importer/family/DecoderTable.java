package dev.attar.importer.family;

import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Decoder;
import dev.attar.compiler.check.ModelSpec.Embedding;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.Residual;
import java.util.List;
import java.util.Optional;

/** What decoders of texts have in common. */
abstract class DecoderTable implements FamilyTable {
    /** Whether the output matrix is the token table, where nothing is said. */
    abstract boolean tied();

    @Override
    public final Optional<Head> head(String architecture, FamilyConfig config, HeadTensors tensors) {
        config.require("is_encoder_decoder", "false");
        config.require("add_cross_attention", "false");
        config.settings().harmless(List.of("is_decoder"));
        boolean head =
                architecture.isEmpty() || architecture.endsWith("ForCausalLM") || architecture.endsWith("LMHeadModel");
        return head
                ? Optional.of(new Head.Generate(config.flag("tie_word_embeddings", tied()), 1, false))
                : Optional.empty();
    }

    @Override
    public final String heads() {
        return "ForCausalLM and LMHeadModel";
    }

    static Embedding embedding(Positions positions, Optional<Norm> norm, double dropout) {
        return new Embedding(positions, 0, norm, dropout);
    }

    static Decoder decoder(
            int depth, Attention attention, FeedForward feedForward, Residual residual, Optional<Norm> norm) {
        return new Decoder(
                Optional.empty(),
                Optional.empty(),
                depth,
                false,
                attention,
                Optional.empty(),
                feedForward,
                residual,
                norm);
    }
}
