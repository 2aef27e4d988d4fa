package dev.attar.compiler.check;

import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.source.Problems;
import dev.attar.compiler.source.Report;
import dev.attar.compiler.syntax.Entry;
import dev.attar.compiler.syntax.SpecFile;

/** Finds settings that are checked and then used by nothing, so that their author hears of it. */
public final class NoEffect {
    private NoEffect() {}

    /** A warning for each; the spec may have errors too, which are not among these. */
    public static Problems of(SpecFile file) {
        Report report = new Report();
        for (Entry model : file.models()) {
            model.entries().stream()
                    .filter(entry -> entry.keyword().text().equals("train"))
                    .forEach(train -> report.add(Diagnostic.of(
                                    Code.NO_TRAINING_YET,
                                    train.keyword().at(),
                                    "`train` has no effect yet: this version of Attar does not train models")
                            .hint("the model is compiled as if the block were not there")));
        }
        return report.problems();
    }
}
