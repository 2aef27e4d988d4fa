package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.source.Quoted;
import dev.attar.compiler.source.Refused;
import dev.attar.compiler.source.Report;
import dev.attar.compiler.source.Span;
import dev.attar.compiler.syntax.Entry;
import dev.attar.compiler.syntax.SpecFile;
import dev.attar.compiler.syntax.Word;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds out what a spec means. Every part is checked, whatever is wrong with the others; each hands back a supplier of its
 * part of the {@link ModelSpec}, which is asked only when nothing at all was refused.
 */
public final class Checker {
    private final SpecFile file;
    private final Report report = new Report();

    private Checker(SpecFile file) {
        this.file = file;
        report.addAll(file.problems());
    }

    /** @throws Refused with everything that is wrong with the spec, its form included */
    public static ModelSpec check(SpecFile file) {
        return new Checker(file).check();
    }

    private ModelSpec check() {
        Optional<Supplier<ModelSpec>> model = onlyModel().map(this::model);
        if (!report.isEmpty()) {
            throw new Refused(file.source(), report.problems());
        }
        return model.orElseThrow().get();
    }

    private Optional<Entry> onlyModel() {
        List<Entry> models = file.models();
        if (models.isEmpty() && report.isEmpty()) {
            report.add(Diagnostic.of(Code.NO_MODEL, new Span(0, 0), "there is no model in this file")
                    .hint("begin with `model Name {`"));
        }
        for (Entry more : models.subList(Math.min(1, models.size()), models.size())) {
            report.add(Diagnostic.of(Code.SECOND_MODEL, more.at(), "a file has one model, this is another")
                    .and(models.getFirst().at(), "the first is here")
                    .hint("move it to a file of its own"));
        }
        return models.stream().findFirst();
    }

    private Supplier<ModelSpec> model(Entry model) {
        Word name = model.word(0);
        checkName(name);
        Fields fields = new Fields(model, new Constants(model.body().orElseThrow(), report), report);
        fields.all("let");
        Setting<Integer> vocabulary = fields.whole("vocabulary", Range.DIMENSION);
        Setting<Integer> context = fields.whole("context", Range.DIMENSION);
        Setting<Integer> width = fields.whole("width", Range.DIMENSION);
        StackCheck.Checked stacks = new StackCheck(fields, width, context).check();
        EmbeddingCheck.Checked embedding =
                EmbeddingCheck.check(fields, stacks.contexts(), width, stacks.distances(), stacks.count());
        Optional<Entry> written = fields.required("head");
        Supplier<Head> head = HeadCheck.check(
                fields,
                written,
                stacks.decoder(),
                width,
                embedding.width(),
                stacks.vocabulary().orElse(vocabulary));
        Supplier<Texts> texts = TextsCheck.check(fields);
        Optional<Word> embeds =
                written.map(entry -> entry.word(0)).filter(word -> word.text().equals("embed"));
        Optional<Span> trained = fields.peek("train").map(Entry::at);
        Optional<Supplier<Train>> train = TrainCheck.check(fields, embeds);
        fields.close();
        return () -> {
            ModelSpec spec = new ModelSpec(
                    name.text(),
                    vocabulary.get(),
                    context.get(),
                    width.get(),
                    embedding.embedding().get(),
                    stacks.stacks().get(),
                    head.get(),
                    texts.get(),
                    train.map(Supplier::get));
            checkSize(spec, width);
            trained.ifPresent(at -> FrozenCheck.fits(spec, file.source(), at));
            return spec;
        };
    }

    private void checkName(Word name) {
        char first = name.text().charAt(0);
        if (first < 'A' || first > 'Z') {
            String better = name.text().replaceFirst("^_+", "");
            String upper = better.isEmpty() || !Character.isLetter(better.charAt(0))
                    ? "Model" + better
                    : Character.toUpperCase(better.charAt(0)) + better.substring(1);
            report.add(Diagnostic.of(
                            Code.MODEL_NAME,
                            name.at(),
                            "a model becomes a class, and " + Quoted.of(name.text())
                                    + " does not begin with an upper-case letter")
                    .hint("call it " + Quoted.of(upper)));
        }
    }

    private void checkSize(ModelSpec spec, Setting<Integer> width) {
        ParameterCount count = ParameterCount.of(spec);
        if (count.bytes().compareTo(BigInteger.valueOf(Limits.MAX_PARAMETER_BYTES)) > 0) {
            throw new Refused(
                    file.source(),
                    Diagnostic.of(
                                    Code.TOO_MANY_PARAMETERS,
                                    width.at(),
                                    "the weights would take " + count.bytes()
                                            + " bytes, and no address space has more than "
                                            + Limits.MAX_PARAMETER_BYTES)
                            .hint("most of them are in the " + count.largest() + "; is there a digit too many?"));
        }
    }
}
