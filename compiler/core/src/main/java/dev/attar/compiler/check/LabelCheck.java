package dev.attar.compiler.check;

import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.syntax.Entry;
import dev.attar.compiler.syntax.Text;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code labels "…", "…"} and {@code probability …} of a head with classes. */
final class LabelCheck {
    private LabelCheck() {}

    /** To be asked before {@code softmax} is. */
    static Supplier<Labels> check(Fields fields, Setting<Integer> classes) {
        Optional<Entry> written = fields.optional("labels");
        List<Text> names = written.map(Entry::texts).orElse(List.of());
        if (written.isPresent() && classes.isKnown() && names.size() != classes.get()) {
            fields.refuse(Diagnostic.of(
                            Code.LABELS_DO_NOT_FIT,
                            written.get().at(),
                            names.size() + (names.size() == 1 ? " label" : " labels") + " for " + classes.get()
                                    + (classes.get() == 1 ? " class" : " classes"))
                    .and(classes.at(), "classes given here")
                    .hint("the first label is that of class 0; give one for each class, or none at all"));
        }
        Optional<Probability> probability = fields.optional("probability").map(entry -> {
            fields.peek("softmax")
                    .ifPresent(softmax -> fields.refuse(Diagnostic.of(
                                    Code.MISPLACED_WORD,
                                    entry.at(),
                                    "`probability` does not belong beside `softmax`, which gives probabilities")
                            .and(softmax.at(), "given here")
                            .hint("keep one of them")));
            return Fields.constant(entry.word(0).text(), Probability.class);
        });
        return () -> new Labels(names.stream().map(Text::value).toList(), probability);
    }
}
