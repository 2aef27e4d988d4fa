package dev.attar.cli.train;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.gradient.Loss;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.runtime.train.data.Task;
import java.util.List;
import java.util.OptionalInt;

/** What a model is to learn, of its spec and its loss. */
public final class TaskChoice {
    private TaskChoice() {}

    /**
     * @param model with the entry points of training
     * @param start what a translator's decoder reads first
     */
    public static Task of(ModelSpec spec, ModelGraph model, Loss loss, OptionalInt start) {
        int width =
                model.entryPoint("evaluate").outputs().getFirst().value().type().last();
        Task.Kind kind = switch (loss) {
            case Loss.CrossEntropy _ ->
                spec.isTranslator()
                        ? Task.Kind.TRANSLATION
                        : spec.head() instanceof Head.Classify ? Task.Kind.CLASS : Task.Kind.TOKEN_CLASSES;
            case Loss.NextToken _ -> Task.Kind.NEXT_TOKEN;
            case Loss.Masked _ -> Task.Kind.MASKED;
            case Loss.BinaryCrossEntropy _ -> Task.Kind.LABELS;
            case Loss.MeanSquaredError _ -> Task.Kind.NUMBERS;
            case Loss.InBatchNegatives _ -> Task.Kind.PAIRS;
            case Loss.Span _ -> Task.Kind.SPAN;
        };
        if (kind == Task.Kind.TRANSLATION && start.isEmpty())
            throw Choice.refused(
                    "nothing says what the decoder reads before the first token of a target",
                    "give --start-token, the number that the model was made with");
        return new Task(
                kind,
                width,
                labels(spec.head()),
                limits(model.limits()),
                model.source().map(TaskChoice::limits),
                start);
    }

    private static Task.Limits limits(ModelGraph.Limits limits) {
        return new Task.Limits(limits.vocabulary(), limits.context(), limits.segments());
    }

    private static List<String> labels(Head head) {
        return switch (head) {
            case Head.Classify classify -> classify.labels().names();
            case Head.Tokens tokens -> tokens.labels().names();
            case Head.Embed _, Head.Span _, Head.MaskedLanguageModel _, Head.Generate _ -> List.of();
        };
    }
}
