package dev.attar.importer;

import dev.attar.compiler.check.Generation;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.ImportReport.Kind;
import dev.attar.importer.source.Languages;
import dev.attar.importer.tokenizer.TokenizerFolder;
import java.util.Optional;

/** Makes a translator of several languages write one of them: its token is the first of every translation, or what it starts with. */
final class TargetLanguage {
    private TargetLanguage() {}

    /** @throws ImportException when a language was asked for and the model writes no text */
    static ModelSpec of(ModelSpec spec, TokenizerFolder.Found tokenizer, Languages asked, ImportReport report) {
        boolean writes = spec.head() instanceof Head.Generate && spec.isTranslator();
        if (!writes && !asked.equals(Languages.NONE)) {
            throw new ImportException("a language was given, and the model is no translator");
        }
        if (!writes || tokenizer.languages().isEmpty()) {
            return spec;
        }
        Head.Generate head = (Head.Generate) spec.head();
        Generation said = head.generation();
        boolean starts = said.start().filter(tokenizer.languages()::contains).isPresent();
        if (tokenizer.target().isEmpty()) {
            if (!starts && said.forceFirst().isEmpty()) {
                report.add(
                        Kind.ASSUMED,
                        "target language",
                        "Nothing says which language the model is to write: give --target-language, and"
                                + " --source-language for texts in another one than the tokenizer takes them for.");
            }
            return spec;
        }
        Optional<Integer> target = tokenizer.target();
        Generation changed = starts ? said.starting(target.get()) : said.forcing(target.get());
        return spec.withHead(new Head.Generate(head.tied(), head.scale(), head.bias(), changed));
    }
}
