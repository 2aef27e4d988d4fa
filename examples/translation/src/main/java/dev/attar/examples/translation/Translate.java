package dev.attar.examples.translation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code Translate WEIGHTS DATA [PHRASE]...}: says how many of the phrases that were held back are translated without a
 * mistake, and translates the given phrases, or what is typed.
 */
public final class Translate {
    private static final int SHOWN = 5;

    private Translate() {}

    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[1]);
        try (IsoTranslator translator = IsoTranslator.load(Path.of(arguments[0]), data.resolve("tokenizer.json"))) {
            List<String> given = List.of(arguments).subList(2, arguments.length);
            if (given.isEmpty()) {
                measure(translator, Data.readUnseen(data));
                answer(translator);
            }
            given.forEach(phrase -> answer(translator, phrase));
        }
    }

    /** @return the share that is translated without a mistake */
    static double measure(IsoTranslator translator, List<Phrase> phrases) {
        long began = System.nanoTime();
        List<String> answers =
                translator.translate(phrases.stream().map(Phrase::words).toList());
        double seconds = (System.nanoTime() - began) / 1e9;
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Phrase phrase = phrases.get(i);
            if (!answers.get(i).equals(phrase.iso())) {
                wrong.add("  " + phrase.words() + " -> " + answers.get(i) + ", not " + phrase.iso());
            }
        }
        double share = 1 - (double) wrong.size() / phrases.size();
        System.out.printf(
                Locale.ROOT,
                "%.2f %% of %,d unseen phrases without a mistake, in %.1f s%n",
                100 * share,
                phrases.size(),
                seconds);
        wrong.stream().limit(SHOWN).forEach(System.out::println);
        return share;
    }

    private static void answer(IsoTranslator translator) throws IOException {
        System.out.println("Type a date, a time or a number in words; an empty line ends.");
        BufferedReader typed = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = prompt(typed); line != null && !line.isBlank(); line = prompt(typed)) {
            answer(translator, line);
        }
    }

    private static String prompt(BufferedReader typed) throws IOException {
        System.out.print("> ");
        System.out.flush();
        return typed.readLine();
    }

    private static void answer(IsoTranslator translator, String phrase) {
        List<String> unknown = translator.unknown(phrase);
        System.out.println(
                unknown.isEmpty()
                        ? translator.translate(List.of(phrase)).getFirst()
                        : "does not know " + String.join(", ", unknown));
    }
}
