package dev.attar.runtime.train;

import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.train.data.Dataset;
import dev.attar.runtime.training.Parameter;
import dev.attar.runtime.training.Part;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Says where a number that is not finite comes from. */
final class NotFinite {
    private static final int LISTED = 4;

    private NotFinite() {}

    /** @param batches the examples of the step */
    static TrainingException found(
            TrainableModel model, Dataset data, long step, double loss, double norm, List<int[]> batches) {
        String what = Double.isFinite(loss) ? "the norm of the gradients is " + norm : "the loss is " + loss;
        String parameter = first(model, Part.VALUE)
                .map(name -> "; the parameter " + name + " is not finite itself")
                .or(() -> first(model, Part.GRADIENT)
                        .map(name -> "; the gradient of " + name + " is the first that is not finite"))
                .orElse("; each gradient is finite, and their squares are too large to be added");
        return new TrainingException(
                TrainingException.Reason.NOT_FINITE,
                "step " + step + ": " + what + parameter + "; batch of " + places(data, batches),
                "lower the rate, clip the gradients, or look at these rows; checkpoints are as they were."
                        + " --not-finite skip (Fit.skipNotFinite()) leaves such steps out");
    }

    private static Optional<String> first(TrainableModel model, Part part) {
        for (Parameter parameter : model.parameters()) {
            if (part == Part.VALUE || parameter.trained()) {
                for (float value : model.read(part, parameter.name())) {
                    if (!Float.isFinite(value)) {
                        return Optional.of(parameter.name());
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String places(Dataset data, List<int[]> batches) {
        int[] all = batches.stream().flatMapToInt(IntStream::of).toArray();
        return IntStream.of(all).limit(LISTED).mapToObj(data::placeOf).collect(Collectors.joining(", "))
                + (all.length > LISTED ? " and " + (all.length - LISTED) + " more" : "");
    }
}
