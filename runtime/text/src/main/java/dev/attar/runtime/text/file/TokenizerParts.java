package dev.attar.runtime.text.file;

import dev.attar.runtime.text.decode.Decoder;
import dev.attar.runtime.text.model.AddedTokens;
import dev.attar.runtime.text.model.Model;
import dev.attar.runtime.text.normalize.Normalizer;
import dev.attar.runtime.text.post.PostProcessing;
import dev.attar.runtime.text.split.PreTokenizer;

/**
 * What a tokenizer is made of.
 *
 * @param normalizer null for none
 * @param preTokenizer null for none
 */
public record TokenizerParts(
        AddedTokens added,
        Normalizer normalizer,
        PreTokenizer preTokenizer,
        Model model,
        PostProcessing post,
        Decoder decoder) {}
