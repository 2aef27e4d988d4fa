package dev.attar.runtime.text.file;

import dev.attar.runtime.text.json.FormatFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Finds the tokenizer's file and reads it by its kind. */
public final class TokenizerFiles {
    /** The largest published files have some 40 MB; what is larger is some other file. */
    private static final int MOST_BYTES = 128 * 1024 * 1024;

    private static final List<String> NAMES =
            List.of("tokenizer.json", "source.spm", "vocab.txt", "vocab.json", "spiece.model", "tokenizer.model");

    private TokenizerFiles() {}

    /**
     * @param path a file, or a folder that holds one
     * @throws FormatFault when it is no tokenizer
     */
    public static TokenizerParts read(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            for (String name : NAMES) {
                if (Files.exists(path.resolve(name))) {
                    return read(path.resolve(name));
                }
            }
            throw new NoSuchFileException(
                    path.toString(), null, "the folder holds none of " + String.join(", ", NAMES));
        }
        String name = String.valueOf(path.getFileName());
        byte[] bytes = bytes(path);
        if (name.endsWith(".txt")) {
            return VocabTxt.read(bytes, BertSettings.beside(path));
        }
        if (name.endsWith(".spm") && Files.exists(path.resolveSibling("vocab.json"))) {
            return Marian.read(bytes, bytes(path.resolveSibling("vocab.json")));
        }
        if (name.endsWith(".spm") || name.endsWith(".model")) {
            return SentencePiece.read(bytes);
        }
        if (name.equals("vocab.json") && Files.exists(path.resolveSibling("merges.txt"))) {
            return VocabMerges.read(bytes, bytes(path.resolveSibling("merges.txt")));
        }
        return TokenizerJson.read(bytes);
    }

    /** Reads a SentencePiece model. */
    public static TokenizerParts sentencePiece(byte[] model) {
        return SentencePiece.read(model);
    }

    static byte[] bytes(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "it is not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new FormatFault("more than " + MOST_BYTES + " bytes");
            }
            return bytes;
        }
    }
}
