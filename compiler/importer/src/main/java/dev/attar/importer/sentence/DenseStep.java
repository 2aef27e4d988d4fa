package dev.attar.importer.sentence;

import dev.attar.compiler.check.Limits;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.importer.checkpoint.Checkpoint;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.ModelFolder;
import dev.attar.importer.source.Settings;
import dev.attar.importer.tensor.NamedTensor;
import dev.attar.importer.tensor.TensorData;
import dev.attar.importer.tensor.TensorView;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A dense layer between the pooling and the vector.
 *
 * @param inputs channels that it reads
 * @param tensors its weights, under canonical names
 */
public record DenseStep(int inputs, Dense dense, List<NamedTensor> tensors) {
    private static final Map<String, Optional<Activation>> ACTIVATIONS = Map.of(
            "torch.nn.modules.linear.Identity", Optional.empty(),
            "torch.nn.modules.activation.Tanh", Optional.of(Activation.TANH),
            "torch.nn.modules.activation.ReLU", Optional.of(Activation.RELU),
            "torch.nn.modules.activation.GELU", Optional.of(Activation.GELU),
            "torch.nn.modules.activation.SiLU", Optional.of(Activation.SILU));

    /** What an activation is called in the settings of a dense layer. */
    public static String function(Optional<Activation> activation) {
        return ACTIVATIONS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(activation))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new ImportException("the dense layer of a sentence encoder has no " + activation
                        + " in sentence-transformers' files"));
    }

    public DenseStep {
        tensors = List.copyOf(tensors);
    }

    static DenseStep read(ModelFolder folder, String path, Arena arena, ImportReport report) {
        ModelFolder own = folder.folder(path);
        Settings settings = own.settings("config.json")
                .orElseThrow(() -> new ImportException("modules.json names a Dense in '" + path + "', but "
                        + own.path("config.json") + " is not there"));
        report.add(settings);
        int inputs = settings.size("in_features", Limits.MAX_DIMENSION);
        int outputs = settings.size("out_features", Limits.MAX_DIMENSION);
        boolean bias = settings.flag("bias", true);
        settings.require("module_input_name", "sentence_embedding");
        settings.require("module_output_name", "sentence_embedding");
        String function = settings.text("activation_function").orElse("torch.nn.modules.activation.Tanh");
        Optional<Activation> activation = ACTIVATIONS.get(function);
        if (activation == null) {
            throw new ImportException(settings.file() + ": the activation " + function
                    + " is not supported; Attar has Identity, Tanh, ReLU, GELU and SiLU");
        }
        Checkpoint.Found found = Checkpoint.in(own, arena);
        Map<String, TensorData> stored = found.stored().tensors();
        List<NamedTensor> tensors = new ArrayList<>();
        tensors.add(take(own, stored, "linear.weight", "head.dense.weight", outputs, inputs));
        tensors.add(
                bias
                        ? take(own, stored, "linear.bias", "head.dense.bias", outputs)
                        : NamedTensor.zeros("head.dense.bias", outputs));
        report.notUsed(
                path + "/" + found.file(),
                "a dense layer has a weight and a bias",
                stored.keySet().stream()
                        .filter(name -> !name.equals("linear.weight") && !(bias && name.equals("linear.bias")))
                        .toList());
        return new DenseStep(inputs, new Dense(outputs, activation, true, Optional.empty()), tensors);
    }

    private static NamedTensor take(
            ModelFolder folder, Map<String, TensorData> stored, String name, String canonical, long... shape) {
        NamedTensor wanted = NamedTensor.zeros(canonical, shape);
        TensorData data = stored.get(name);
        if (data == null || !data.shape().equals(wanted.shape())) {
            throw new ImportException(folder.path() + ": its weights have "
                    + (data == null ? "no " + name : name + " of shape " + data.shape()) + "; config.json asks for "
                    + wanted.shape());
        }
        return NamedTensor.of(canonical, TensorView.of(data), shape);
    }
}
