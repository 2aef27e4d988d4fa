package dev.attar.examples.search;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the model and the index are. */
final class Places {
    @Option(
            names = "--model",
            paramLabel = "FOLDER",
            defaultValue = "${sys:model:-target/model}",
            description = "Folder of the weights and the tokenizer. ${DEFAULT-VALUE}.")
    Path model;

    @Option(
            names = "--index",
            paramLabel = "FILE",
            defaultValue = "${sys:index:-target/search.index}",
            description = "The index. ${DEFAULT-VALUE}.")
    Path index;
}
