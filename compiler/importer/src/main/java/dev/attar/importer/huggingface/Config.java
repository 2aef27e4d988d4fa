package dev.attar.importer.huggingface;

import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.importer.family.ActivationNames;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.Settings;
import java.util.List;

/** A model's {@code config.json}, with the keys that the supported families use. */
record Config(Settings settings) {
    /** Settings of every model that change nothing about the result for one text. */
    static final List<String> HARMLESS = List.of(
            "_attn_implementation",
            "_attn_implementation_autoset",
            "_commit_hash",
            "_name_or_path",
            "_num_labels",
            "attn_implementation",
            "bos_token_id",
            "chunk_size_feed_forward",
            "classifier_dropout",
            "bad_words_ids",
            "begin_suppress_tokens",
            "cross_attention_hidden_size",
            "decoder_start_token_id",
            "directionality",
            "do_sample",
            "dtype",
            "diversity_penalty",
            "early_stopping",
            "encoder_no_repeat_ngram_size",
            "eos_token_id",
            "exponential_decay_length_penalty",
            "finetuning_task",
            "force_bos_token_to_be_generated",
            "forced_bos_token_id",
            "forced_eos_token_id",
            "gradient_checkpointing",
            "initializer_range",
            "is_composition",
            "keys_to_ignore_at_inference",
            "label2id",
            "language",
            "length_penalty",
            "max_length",
            "max_new_tokens",
            "min_length",
            "min_new_tokens",
            "name",
            "no_repeat_ngram_size",
            "num_beam_groups",
            "num_beams",
            "num_return_sequences",
            "output_attentions",
            "output_hidden_states",
            "output_past",
            "output_scores",
            "pad_token_id",
            "pooler_fc_size",
            "pooler_num_attention_heads",
            "pooler_num_fc_layers",
            "pooler_size_per_head",
            "pooler_type",
            "prefix",
            "remove_invalid_values",
            "repetition_penalty",
            "return_dict",
            "return_dict_in_generate",
            "sep_token_id",
            "suppress_tokens",
            "task_specific_params",
            "temperature",
            "tf_legacy_loss",
            "tie_encoder_decoder",
            "tie_weights_",
            "tokenizer_class",
            "top_k",
            "top_p",
            "torch_dtype",
            "torchscript",
            "transformers.js_config",
            "transformers_version",
            "typical_p",
            "use_bfloat16",
            "use_cache",
            "vocab_type",
            "xla_device");

    /** What the families themselves have besides, and the result does not depend on. */
    static List<String> harmless(Family family) {
        return switch (family) {
            case BERT, ROBERTA, XLM_ROBERTA, CAMEMBERT -> List.of();
            case ELECTRA ->
                List.of(
                        "summary_activation",
                        "summary_last_dropout",
                        "summary_type",
                        "summary_use_proj",
                        "generator_hidden_size",
                        "discriminator_hidden_size",
                        "generator_size");
            case DISTILBERT ->
                List.of("qa_dropout", "seq_classif_dropout", "tie_weights_", "output_past", "dropout_prob");
            case ALBERT ->
                List.of(
                        "classifier_dropout_prob",
                        "down_scale_factor",
                        "gap_size",
                        "net_structure_type",
                        "num_memory_blocks");
        };
    }

    /** Refuses what every family may have and none of ours can do. */
    void requirePlain() {
        settings.require("is_decoder", "false");
        settings.require("add_cross_attention", "false");
        settings.require("is_encoder_decoder", "false");
        requireOwn();
    }

    /** Refuses what changes any model's weights or code. */
    void requireOwn() {
        settings.require("pruned_heads");
        settings.require("quantization_config");
        settings.get("auto_map")
                .ifPresent(map -> map.properties().forEach(entry -> {
                    if (entry.getKey().startsWith("AutoModel")) {
                        throw new ImportException(
                                "config.json: 'auto_map' names code of the model's own for " + entry.getKey()
                                        + ", " + entry.getValue()
                                        + "; what it computes is not known. If it is that of the family '"
                                        + settings.text("model_type").orElse("") + "', remove the setting");
                    }
                }));
    }

    /** GELU where nothing is said, as all these families have it. */
    Activation activation(String key) {
        return ActivationNames.of(settings, key, Activation.GELU);
    }
}
