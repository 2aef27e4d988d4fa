package dev.attar.importer.family;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.Limits;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Embedding;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.ModelSpec.Stack;
import dev.attar.compiler.check.Residual;
import dev.attar.importer.source.ImportException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** BART and its heirs, which differ in positions, in the order of norms, and in a norm after the embedding. */
final class Bart extends TranslatorTable {
    private static final Norm NORM = new Norm(Limits.DEFAULT_EPSILON);

    /** What a family has of its own; the settings that once said so may say nothing else. */
    private enum Kind {
        BART("bart", new Positions.Learned(2), Order.POST, true),
        MBART("mbart", new Positions.Learned(2), Order.PRE, true),
        MARIAN("marian", new Positions.Sinusoidal(0, true, false), Order.POST, false),
        M2M_100("m2m_100", new Positions.Sinusoidal(2, true, true), Order.PRE, false),
        PEGASUS("pegasus", new Positions.Sinusoidal(0, true, false), Order.PRE, false);

        private final String type;
        private final Positions positions;
        private final Order order;
        private final boolean embeddingNorm;

        Kind(String type, Positions positions, Order order, boolean embeddingNorm) {
            this.type = type;
            this.positions = positions;
            this.order = order;
            this.embeddingNorm = embeddingNorm;
        }

        static Kind of(FamilyConfig config) {
            String type = config.settings().text("model_type").orElseThrow();
            return Arrays.stream(values())
                    .filter(kind -> kind.type.equals(type))
                    .findFirst()
                    .orElseThrow();
        }

        private String is(boolean set) {
            return Boolean.toString(set);
        }

        /** Settings of the program that the family comes from. */
        void requireOwn(FamilyConfig config) {
            boolean pre = order == Order.PRE;
            config.require("normalize_before", is(pre));
            config.require("add_final_layer_norm", is(pre));
            config.require("normalize_embedding", is(embeddingNorm));
            config.require("static_position_embeddings", is(!(positions instanceof Positions.Learned)));
            config.require("add_bias_logits", "false");
        }
    }

    /** Where the padding is also what the decoder starts with, so that it is looked up and must not learn from it. */
    private static Optional<Integer> padding(Kind kind, FamilyConfig config, int vocabulary) {
        if (kind != Kind.MARIAN && kind != Kind.PEGASUS) {
            return Optional.empty();
        }
        int token = config.count("pad_token_id", 0);
        return token < vocabulary ? Optional.of(token) : Optional.empty();
    }

    @Override
    public List<String> types() {
        return Arrays.stream(Kind.values()).map(kind -> kind.type).toList();
    }

    @Override
    public String names(FamilyConfig config) {
        return "bart";
    }

    @Override
    public FamilyModel model(FamilyConfig config) {
        Kind kind = Kind.of(config);
        kind.requireOwn(config);
        int vocabulary = config.size("vocab_size");
        int width = config.size("d_model");
        boolean separate = !config.flag("share_encoder_decoder_embeddings", true);
        if (config.sizeOr(vocabulary, "decoder_vocab_size") != vocabulary) {
            throw new ImportException("config.json: 'decoder_vocab_size' differs from 'vocab_size'; the vocabularies of"
                    + " such a model have tokenizers of their own, which is not supported");
        }
        double dropout = config.dropout("dropout");
        double attentionDropout = config.dropout("attention_dropout");
        Embedding embedding = new Embedding(
                positions(kind, config),
                0,
                Optional.empty(),
                config.flag("scale_embedding", false) ? Math.sqrt(width) : 1,
                separate,
                padding(kind, config, vocabulary),
                kind.embeddingNorm ? Optional.of(NORM) : Optional.empty(),
                dropout);
        Residual residual = new Residual(NORM, kind.order, dropout);
        Optional<Norm> last = kind.order == Order.PRE ? Optional.of(NORM) : Optional.empty();
        int encoderHeads = heads(config, "encoder_attention_heads", width);
        int decoderHeads = heads(config, "decoder_attention_heads", width);
        return new FamilyModel(
                vocabulary,
                config.size("max_position_embeddings"),
                width,
                embedding,
                List.of(
                        encoder(
                                config.depth("encoder_layers"),
                                new Attention(encoderHeads, attentionDropout),
                                feedForward(config, "encoder_ffn_dim"),
                                residual,
                                last),
                        decoder(
                                config.depth("decoder_layers"),
                                new Attention(decoderHeads, attentionDropout),
                                new Attention(decoderHeads, attentionDropout),
                                feedForward(config, "decoder_ffn_dim"),
                                residual,
                                last)));
    }

    /** Positions of M2M-100 begin after the number of the padding token. */
    private static Positions positions(Kind kind, FamilyConfig config) {
        return kind == Kind.M2M_100
                ? new Positions.Sinusoidal(config.count("pad_token_id", 1) + 1, true, true)
                : kind.positions;
    }

    private static int heads(FamilyConfig config, String key, int width) {
        int heads = config.size(key);
        config.headWidth("head_dim", width, heads);
        return heads;
    }

    private static FeedForward feedForward(FamilyConfig config, String key) {
        return new FeedForward(config.size(key), config.activation("activation_function", Activation.GELU));
    }

    @Override
    Head head(FamilyConfig config, HeadTensors tensors) {
        boolean tied = config.flag("tie_word_embeddings", true);
        return new Head.Generate(tied, 1, Kind.of(config) != Kind.M2M_100);
    }

    @Override
    public List<ObjectNode> configs(ModelSpec spec) {
        Stack encoder = spec.encoder();
        Stack decoder = spec.decoder().orElseThrow();
        List<ObjectNode> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            String architecture = switch (kind) {
                case BART -> "BartForConditionalGeneration";
                case MBART -> "MBartForConditionalGeneration";
                case MARIAN -> "MarianMTModel";
                case M2M_100 -> "M2M100ForConditionalGeneration";
                case PEGASUS -> "PegasusForConditionalGeneration";
            };
            ObjectNode json = ConfigWriter.of(kind.type, architecture)
                    .put("is_encoder_decoder", true)
                    .put("vocab_size", spec.vocabulary())
                    .put("max_position_embeddings", spec.context())
                    .put("d_model", spec.width())
                    .put("encoder_layers", encoder.depth())
                    .put("decoder_layers", decoder.depth())
                    .put("encoder_attention_heads", encoder.attention().heads())
                    .put("decoder_attention_heads", decoder.attention().heads())
                    .put("encoder_ffn_dim", encoder.feedForward().width())
                    .put("decoder_ffn_dim", decoder.feedForward().width())
                    .put(
                            "activation_function",
                            ActivationNames.of(encoder.feedForward().activation()))
                    .put("scale_embedding", spec.embedding().scale() != 1)
                    .put("dropout", spec.embedding().dropout())
                    .put("attention_dropout", encoder.attention().dropout())
                    .put("tie_word_embeddings", ConfigWriter.generate(spec).tied());
            if (kind == Kind.MARIAN) {
                json.put("share_encoder_decoder_embeddings", !spec.embedding().separate());
            }
            spec.embedding().padding().ifPresent(token -> json.put("pad_token_id", token));
            if (kind == Kind.M2M_100 && spec.embedding().positions() instanceof Positions.Sinusoidal sines) {
                json.put("pad_token_id", sines.offset() - 1);
            }
            all.add(json);
        }
        return all;
    }

    @Override
    public List<String> harmless() {
        return List.of(
                "activation_dropout",
                "classif_dropout",
                "decoder_layerdrop",
                "encoder_layerdrop",
                "extra_pos_embeddings",
                "init_std",
                "layerdrop",
                "num_hidden_layers",
                "save_step",
                "unk_token_id",
                "tokenizer_class");
    }
}
