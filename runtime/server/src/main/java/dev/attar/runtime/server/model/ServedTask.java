package dev.attar.runtime.server.model;

import dev.attar.runtime.Embedder;
import dev.attar.runtime.decode.LanguageModel;
import dev.attar.runtime.generate.Settings;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.text.task.Probability;
import dev.attar.runtime.text.task.SequenceScores;
import dev.attar.runtime.text.task.TokenScores;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a model is for, with what computes it. */
public sealed interface ServedTask {
    /** In one word, for people and programs. */
    String word();

    /**
     * Vectors of texts.
     *
     * @param prompts words that a request may have put before its texts, by name
     * @param prompt the name of the one that is put there when a request names none
     * @param longTexts what is done with texts of more tokens than the context, unless a request says truncate
     */
    record Embeds(Embedder model, Map<String, String> prompts, Optional<String> prompt, LongInput longTexts)
            implements ServedTask {
        public Embeds {
            prompts = Collections.unmodifiableMap(new LinkedHashMap<>(prompts));
        }

        @Override
        public String word() {
            return "embed";
        }
    }

    /**
     * Classes of texts or pairs of texts; with one class also the order of passages for a query.
     *
     * @param labels the name of each class
     * @param probability how scores become probabilities
     */
    record Classifies(SequenceScores model, List<String> labels, Probability probability) implements ServedTask {
        public Classifies {
            labels = List.copyOf(labels);
        }

        @Override
        public String word() {
            return ranks() ? "rerank" : "classify";
        }

        /** Whether it has one class, and so says how well a passage answers a query. */
        public boolean ranks() {
            return labels.size() == 1;
        }
    }

    /**
     * What a text names.
     *
     * @param labels the name of each class
     * @param probability how scores become probabilities
     */
    record Tags(TokenScores model, List<String> labels, Probability probability) implements ServedTask {
        public Tags {
            labels = List.copyOf(labels);
        }

        @Override
        public String word() {
            return "tag";
        }
    }

    /**
     * Texts that continue prompts.
     *
     * @param settings what a request leaves out
     * @param chat how messages become a prompt
     */
    record Generates(LanguageModel model, Settings settings, ChatTemplate chat) implements ServedTask {
        @Override
        public String word() {
            return "generate";
        }
    }

    /**
     * Translations, or summaries.
     *
     * @param settings what a request leaves out; they name a start token
     * @param target the tokenizer of what is written; the model's own reads sources
     */
    record Translates(dev.attar.runtime.decode.Translator model, Settings settings, Tokenizer target)
            implements ServedTask {
        @Override
        public String word() {
            return "translate";
        }
    }
}
