package dev.attar.compiler.run;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.Emitted;
import dev.attar.compiler.Language;
import dev.attar.compiler.Origin;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.gradient.NoGradient;
import dev.attar.compiler.gradient.Training;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.source.Refused;
import dev.attar.compiler.source.Source;
import dev.attar.compiler.source.Span;
import dev.attar.compiler.syntax.Parser;
import dev.attar.compiler.syntax.Word;
import dev.attar.runtime.Width;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One use of the compiler: these specs become source files below that folder. All of the specs are looked at, whatever is
 * wrong with one; nothing is written unless all are right.
 *
 * @param weightsAs how the matrices of products are stored
 * @param targets what is written; Java always among it
 * @param widths what Java is written for
 */
public record CompileRun(List<Input> inputs, Path folder, Storage weightsAs, Set<Language> targets, Set<Width> widths) {
    public CompileRun {
        inputs = List.copyOf(inputs);
        targets = Set.copyOf(targets);
        widths = Set.copyOf(widths);
    }

    /** With Java for all widths. */
    public CompileRun(List<Input> inputs, Path folder, Storage weightsAs, Set<Language> targets) {
        this(inputs, folder, weightsAs, targets, EnumSet.allOf(Width.class));
    }

    /**
     * The widths with these names, and scalar code with them: it runs on every machine, and answers first calls.
     *
     * @param names 16, 8, 4 or scalar
     * @throws IllegalArgumentException when one is none of these, or there is none
     */
    public static Set<Width> widths(Collection<String> names) {
        Set<Width> widths = EnumSet.noneOf(Width.class);
        for (String name : names) {
            widths.add(Width.named(name)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "unknown width '" + name + "'; expected one of 16, 8, 4, scalar")));
        }
        if (widths.isEmpty()) {
            throw new IllegalArgumentException("no width; expected some of 16, 8, 4, scalar");
        }
        widths.add(Width.SCALAR);
        return widths;
    }

    /**
     * One spec.
     *
     * @param packageName of the classes generated from it; empty: none
     * @param training whether the classes that train it are generated, too, as its block {@code train} says
     */
    public record Input(Path spec, String packageName, boolean training) {
        /** Of a model that is only run. */
        public Input(Path spec, String packageName) {
            this(spec, packageName, false);
        }
    }

    /**
     * @return what became of each spec, in their order, and which files were written
     * @throws IOException naming the file that cannot be written; then none was
     */
    public Result run() throws IOException {
        Map<String, Input> owners = new HashMap<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Input input : inputs) {
            outcomes.add(outcome(input, owners));
        }
        return new Result(
                outcomes, outcomes.stream().allMatch(Outcome.Done.class::isInstance) ? write(outcomes) : List.of());
    }

    /** @param written in order; empty when a spec was refused */
    public record Result(List<Outcome> outcomes, List<Written> written) {}

    /**
     * A generated file.
     *
     * @param changed false: it had this content already and was not touched
     */
    public record Written(Path file, boolean changed) {}

    private Outcome outcome(Input input, Map<String, Input> owners) {
        Source source;
        try {
            source = Source.of(input.spec());
        } catch (Refused refused) {
            return new Outcome.Wrong(input.spec(), refused);
        }
        try {
            ModelSpec spec = Compiler.check(source);
            CompileOptions options =
                    CompileOptions.defaults().inPackage(input.packageName()).withWidths(widths);
            Emitted emitted = Compiler.compile(
                    spec, Origin.of(source), options.withWeightsAs(weightsAs).withLanguages(targets));
            if (input.training()) {
                emitted = emitted.and(training(source, spec, options));
            }
            for (String path : emitted.files().keySet()) {
                // Without regard to case: on some file systems both would be one file.
                Input other = owners.putIfAbsent(path.toLowerCase(Locale.ROOT), input);
                if (other != null) {
                    return new Outcome.Clashing(input.spec(), clash(source, path, other.spec()));
                }
            }
            return new Outcome.Done(input.spec(), emitted);
        } catch (Refused refused) {
            return new Outcome.Wrong(input.spec(), refused);
        } catch (RuntimeException fault) {
            return new Outcome.Failed(input.spec(), fault);
        }
    }

    private static Emitted training(Source source, ModelSpec spec, CompileOptions options) {
        try {
            return Compiler.compile(spec, Origin.of(source), options.withTraining(Training.of(spec)));
        } catch (NoGradient no) {
            String message = "the model cannot be trained as it says: " + no.getMessage();
            throw new Refused(
                    source,
                    Diagnostic.of(Code.LOSS_WITHOUT_CLASSES, name(source).at(), message));
        }
    }

    private static Outcome.Clash clash(Source source, String path, Path other) {
        Word name = name(source);
        Span at = name.at();
        return new Outcome.Clash(name.text(), source.line(at.start()), source.column(at.start()), path, other);
    }

    private static Word name(Source source) {
        return Parser.parse(source).models().getFirst().word(0);
    }

    private List<Written> write(List<Outcome> outcomes) throws IOException {
        List<Written> written = new ArrayList<>();
        try (WholeFiles files = new WholeFiles()) {
            for (Outcome outcome : outcomes) {
                if (outcome instanceof Outcome.Done(Path _, Emitted emitted)) {
                    for (Map.Entry<String, String> file : emitted.files().entrySet()) {
                        Path path = folder.resolve(file.getKey());
                        written.add(new Written(path, files.add(path, file.getValue())));
                    }
                }
            }
            files.complete();
        }
        return written;
    }
}
