package dev.attar.importer.family;

import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Encoder;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.compiler.check.Residual;
import java.util.List;
import java.util.Optional;

/** What encoders have in common. */
abstract class EncoderTable implements FamilyTable {
    /** The matrix with a row for each class, by the head's ending. */
    private static final String CLASSES = "classifier.weight";

    /** How a sequence becomes one row, and the dense layer before its classes; empty: the family has no such head. */
    abstract Optional<Sequence> sequence(FamilyConfig config);

    /** The dense layer before the classes of tokens; a list of none: the family has no such head. */
    abstract List<Optional<Dense>> tokens(FamilyConfig config);

    /** Whether the family has a head that answers questions, of one dense layer. */
    boolean spans() {
        return false;
    }

    /** The head of a masked language model; empty: the family has none that is supported. */
    abstract Optional<Head> masked(FamilyConfig config);

    /** What makes one row of a sequence. */
    record Sequence(Pool pool, Optional<Dense> dense, String classes) {
        Sequence(Pool pool, Dense dense) {
            this(pool, Optional.of(dense), CLASSES);
        }
    }

    @Override
    public Optional<Head> head(String architecture, FamilyConfig config, HeadTensors tensors) {
        config.require("is_encoder_decoder", "false");
        config.require("add_cross_attention", "false");
        config.require("is_decoder", "false");
        if (architecture.endsWith("ForSequenceClassification")) {
            return sequence(config).map(sequence -> {
                int classes = tensors.classes(sequence.classes());
                return new Head.Classify(
                        sequence.pool(), sequence.dense(), classes, false, tensors.labels(classes, true));
            });
        }
        if (architecture.endsWith("ForTokenClassification")) {
            return tokens(config).stream().findFirst().map(dense -> {
                int classes = tensors.classes(CLASSES);
                return new Head.Tokens(dense, classes, false, tensors.labels(classes, false));
            });
        }
        if (architecture.endsWith("ForQuestionAnswering") && spans()) {
            return Optional.of(new Head.Span());
        }
        return architecture.endsWith("ForMaskedLM") ? masked(config) : Optional.empty();
    }

    @Override
    public String heads() {
        return "Model, ForSequenceClassification";
    }

    static Encoder encoder(
            int depth, Attention attention, FeedForward feedForward, Residual residual, Optional<Norm> norm) {
        return new Encoder(depth, attention, feedForward, residual, norm);
    }
}
