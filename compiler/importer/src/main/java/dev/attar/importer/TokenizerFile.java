package dev.attar.importer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the tokenizer that belongs to a model. */
final class TokenizerFile {
    private TokenizerFile() {}

    /**
     * {@code tokenizer.json} in the folder; beside a file also {@code STEM-tokenizer.json} first, and in the folder above when
     * the file lies in one called {@code onnx}.
     */
    static Optional<Path> beside(Path source) {
        List<Path> places = new ArrayList<>();
        if (Files.isDirectory(source)) {
            places.add(source.resolve("tokenizer.json"));
        } else {
            Path folder = source.toAbsolutePath().getParent();
            String stem = source.getFileName().toString().replaceFirst("\\.onnx$", "");
            places.add(folder.resolve(stem + "-tokenizer.json"));
            places.add(folder.resolve("tokenizer.json"));
            if (folder.getParent() != null
                    && String.valueOf(folder.getFileName()).equals("onnx")) {
                places.add(folder.getParent().resolve("tokenizer.json"));
            }
        }
        return places.stream().filter(Files::isRegularFile).findFirst();
    }
}
