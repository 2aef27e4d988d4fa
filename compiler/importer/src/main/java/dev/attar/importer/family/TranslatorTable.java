package dev.attar.importer.family;

import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Decoder;
import dev.attar.compiler.check.ModelSpec.Encoder;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.Residual;
import java.util.List;
import java.util.Optional;

/** What families with an encoder and a decoder have in common. */
abstract class TranslatorTable implements FamilyTable {
    abstract Head head(FamilyConfig config, HeadTensors tensors);

    @Override
    public final Optional<Head> head(String architecture, FamilyConfig config, HeadTensors tensors) {
        config.require("is_encoder_decoder", "true");
        config.require("add_cross_attention", "false");
        config.settings().harmless(List.of("is_decoder"));
        boolean head = architecture.isEmpty()
                || architecture.endsWith("ForConditionalGeneration")
                || architecture.endsWith("MTModel")
                || architecture.endsWith("WithLMHeadModel");
        return head ? Optional.of(head(config, tensors)) : Optional.empty();
    }

    @Override
    public final String heads() {
        return "ForConditionalGeneration and MTModel";
    }

    static Encoder encoder(
            int depth, Attention attention, FeedForward feedForward, Residual residual, Optional<Norm> norm) {
        return new Encoder(depth, attention, feedForward, residual, norm);
    }

    static Decoder decoder(
            int depth,
            Attention attention,
            Attention cross,
            FeedForward feedForward,
            Residual residual,
            Optional<Norm> norm) {
        return new Decoder(
                Optional.empty(),
                Optional.empty(),
                depth,
                false,
                attention,
                Optional.of(cross),
                feedForward,
                residual,
                norm);
    }
}
