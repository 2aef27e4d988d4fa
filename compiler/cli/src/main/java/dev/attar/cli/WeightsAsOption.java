package dev.attar.cli;

import dev.attar.compiler.loops.Storage;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How the generated code keeps the weights of products in memory. */
final class WeightsAsOption {
    @Option(
            names = "--weights-as",
            paramLabel = "STORAGE",
            defaultValue = "fp32",
            converter = StorageNamed.class,
            description =
                    "How the matrices of products are kept in memory: fp32 (the default); bf16, rounded to 8 bits of"
                            + " precision and half as large; or int8, integers of 8 bits with a scale for each 32"
                            + " numbers of a row, little more than a quarter. Arithmetic is fp32 in all.")
    private Storage storage;

    Storage storage() {
        return storage;
    }

    static final class StorageNamed implements ITypeConverter<Storage> {
        @Override
        public Storage convert(String name) {
            return Storage.named(name)
                    .orElseThrow(
                            () -> new TypeConversionException("unknown storage of weights '" + name + "'; expected "
                                    + Storage.ALL.stream().map(Storage::symbol).collect(Collectors.joining(", "))));
        }
    }
}
