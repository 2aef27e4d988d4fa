package dev.attar.cli;

import dev.attar.cli.bench.Workload;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.SizeFormula.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The batches to measure. */
final class WorkloadOptions {
    private static final int MOST_SEQUENCES = 1 << 20;
    private static final int USUAL_TOKENS = 128;

    @Option(
            names = "--batch",
            paramLabel = "B",
            defaultValue = "1",
            description = "Sequences in a batch; ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--tokens",
            paramLabel = "S",
            split = ",",
            description = "Tokens of each sequence. Several give several measurements: 8,32,128. Default: "
                    + USUAL_TOKENS + ", or the context where that is less.")
    private List<Integer> tokens = List.of();

    @Option(
            names = "--lengths",
            paramLabel = "S,S,…",
            converter = TokenIds.Converter.class,
            description = "A batch of sequences of these lengths. Repeat the option for several batches.")
    private List<TokenIds> lengths = List.of();

    @Spec(Target.MIXEE)
    private CommandSpec command;

    /** Refuses what no model could take. */
    void check() {
        atLeastOne("--batch", batch);
        tokens.forEach(t -> atLeastOne("--tokens", t));
        lengths.forEach(l -> l.values().forEach(t -> atLeastOne("--lengths", t)));
        if (batch > MOST_SEQUENCES) {
            throw new ParameterException(
                    command.commandLine(), "--batch must be at most " + MOST_SEQUENCES + ", got " + batch);
        }
    }

    private void atLeastOne(String option, int value) {
        if (value < 1) {
            throw new ParameterException(command.commandLine(), option + " must be at least 1, got " + value);
        }
    }

    /** The batches, those of equal lengths first; refused when the model cannot take one of them. */
    List<Workload> workloads(ProgramPlan plan) {
        List<Workload> all = new ArrayList<>();
        int context = plan.most("tokens");
        List<Integer> equal = tokens.isEmpty() && lengths.isEmpty() ? List.of(Math.min(USUAL_TOKENS, context)) : tokens;
        equal.forEach(t -> all.add(Workload.equal(batch, t)));
        lengths.forEach(l -> all.add(
                new Workload(l.values().stream().mapToInt(Integer::intValue).toArray())));
        all.forEach(workload -> checkFits(workload, plan));
        return all;
    }

    private static void checkFits(Workload workload, ProgramPlan plan) {
        int context = plan.most("tokens");
        int longest = Arrays.stream(workload.lengths()).max().orElse(0);
        if (longest > context) {
            throw new Refusal(
                    "a sequence of " + longest + " tokens is longer than the context of " + plan.model() + ", "
                            + context,
                    "give --tokens or --lengths of 1 to " + context);
        }
        if (workload.tokens()
                > Integer.MAX_VALUE
                        / Math.max(1, plan.entries().getFirst().arena().factor(Size.ROWS, plan.axisNumber("tokens")))) {
            throw new Refusal(
                    workload.tokens() + " tokens in one batch are too many for the working memory of " + plan.model(),
                    "give a smaller --batch");
        }
    }
}
