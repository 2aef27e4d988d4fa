package dev.attar.examples.translation;

import dev.attar.examples.translation.model.IsoForm;
import dev.attar.runtime.generate.Settings;
import dev.attar.runtime.generate.Translation;
import dev.attar.runtime.generate.Translations;
import dev.attar.runtime.text.Tokenizer;
import java.nio.file.Path;
import java.util.List;

/** The trained model with its tokenizer. */
final class IsoTranslator implements AutoCloseable {
    /** As the spec says: a translation begins with token 0 and ends with token 1. */
    private static final Settings GREEDY = Settings.defaults()
            .with()
            .startToken(0)
            .endTokens(List.of(1))
            .mostNew(24)
            .settings();

    private final IsoForm model;
    private final Tokenizer tokenizer;
    private final Translations translations;

    private IsoTranslator(IsoForm model, Tokenizer tokenizer) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.translations = Translations.of(model.decoder(), tokenizer, GREEDY);
    }

    static IsoTranslator load(Path weights, Path tokenizer) {
        IsoForm model = IsoForm.load(weights);
        return new IsoTranslator(
                model, Tokenizer.load(tokenizer, model.decoder().sourceContext()));
    }

    /** ISO forms, in the order of the phrases. */
    List<String> translate(List<String> phrases) {
        return translations.translate(phrases).stream().map(Translation::text).toList();
    }

    /** The words that the model has never seen. */
    List<String> unknown(String phrase) {
        int unknown = tokenizer.id("<unk>").orElseThrow();
        var tokens = tokenizer.encode(phrase);
        return java.util.stream.IntStream.range(0, tokens.length())
                .filter(t -> tokens.ids()[t] == unknown)
                .mapToObj(t -> phrase.substring(tokens.start(t), tokens.end(t)))
                .toList();
    }

    @Override
    public void close() {
        translations.close();
        tokenizer.close();
        model.close();
    }
}
