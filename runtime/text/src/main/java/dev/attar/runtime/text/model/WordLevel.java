package dev.attar.runtime.text.model;

/** Each word is a token, or unknown. */
public record WordLevel(Vocabulary vocabulary, String unknown) implements Model {
    @Override
    public Cutter cutter(Tokens tokens) {
        return (text, begin, end, word) -> tokens.add(
                vocabulary
                        .id(text.string(begin, end))
                        .orElseGet(() -> vocabulary.id(unknown).orElseThrow(() -> ModelFault.noUnknown(unknown))),
                text,
                begin,
                end,
                word);
    }
}
