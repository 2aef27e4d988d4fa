package dev.attar.runtime.generate;

import dev.attar.runtime.decode.LanguageModel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One text by itself. */
final class Texts {
    private Texts() {}

    static Generated generate(LanguageModel model, Settings settings, int... prompt) {
        return all(model, settings, prompt).getFirst();
    }

    static List<Generated> all(LanguageModel model, Settings settings, int... prompt) {
        try (Scheduler scheduler = Scheduler.of(model, Optional.empty());
                Conversation text = scheduler.submit(prompt, settings)) {
            return text.results();
        }
    }

    static String words(int[] tokens) {
        return Arrays.stream(tokens).mapToObj(String::valueOf).collect(Collectors.joining(" "));
    }
}
