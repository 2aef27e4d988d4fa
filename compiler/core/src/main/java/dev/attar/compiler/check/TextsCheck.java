package dev.attar.compiler.check;

import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.source.NearName;
import dev.attar.compiler.source.Quoted;
import dev.attar.compiler.syntax.Entry;
import dev.attar.compiler.syntax.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code texts { prompt "…" "…" … default "…" truncate }}. */
final class TextsCheck {
    private TextsCheck() {}

    static Supplier<Texts> check(Fields model) {
        Optional<Entry> entry = model.optional("texts");
        return entry.isEmpty() ? () -> Texts.NONE : texts(model.of(entry.get()));
    }

    private static Supplier<Texts> texts(Fields fields) {
        Map<String, Text> names = new LinkedHashMap<>();
        List<Entry> prompts = fields.all("prompt");
        for (Entry prompt : prompts) {
            Text name = prompt.texts().getFirst();
            Text earlier = names.putIfAbsent(name.value(), name);
            if (earlier != null) {
                fields.refuse(Diagnostic.of(
                                Code.SET_TWICE,
                                name.at(),
                                "prompt " + Quoted.of(name.value()) + " is given a second time in `texts`")
                        .and(earlier.at(), "first here")
                        .hint("keep one of them"));
            }
        }
        Optional<Text> standard =
                fields.optional("default").map(entry -> entry.texts().getFirst());
        standard.filter(name -> !names.containsKey(name.value()))
                .ifPresent(name -> fields.refuse(
                        Diagnostic.of(Code.UNKNOWN_NAME, name.at(), "no prompt is called " + Quoted.of(name.value()))
                                .hint(NearName.of(name.value(), List.copyOf(names.keySet()))
                                        .map(near -> "did you mean `" + near + "`?")
                                        .orElse("name one of the prompts of this block"))));
        boolean truncate = fields.flag("truncate");
        fields.close();
        return () -> new Texts(
                prompts.stream()
                        .map(prompt -> new Prompt(
                                prompt.texts().getFirst().value(),
                                prompt.texts().getLast().value()))
                        .toList(),
                standard.map(Text::value),
                truncate);
    }
}
