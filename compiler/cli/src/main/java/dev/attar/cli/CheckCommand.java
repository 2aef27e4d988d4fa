package dev.attar.cli;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.model.ModelGraph;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code attar check}: what is wrong with a spec, or what the model costs. */
@Command(
        name = "check",
        description = {
            "Checks a spec: prints everything that is wrong with it, or what the model costs.",
            "",
            "No weights are needed.",
            ""
        },
        customSynopsis = "attar check SPEC [--weights-as fp32|bf16|int8]",
        footerHeading = "%nExample:%n",
        footer = {
            "  attar check examples/specs/minilm-l6.attar",
            "",
            "Exit status: 0 a good spec, 1 a spec with mistakes."
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private SpecOption spec;

    @Mixin
    private WeightsAsOption weightsAs;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        ModelSpec checked = Compiler.check(spec.source());
        ModelGraph model = Compiler.model(checked);
        ModelFacts.of(model).print(command.commandLine().getOut());
        CodeFacts.of(Compiler.lower(Compiler.fuse(model), weightsAs.storage()), weightsAs.storage())
                .print(command.commandLine().getOut());
        TrainingFacts.print(checked, model, command.commandLine().getOut());
        return ExitStatus.DONE;
    }
}
