package dev.attar.examples.wordnet.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** What is given on the command line. */
public final class Given {
    private Given() {}

    /** A text, or the text of the file that is called so. */
    public static String text(String argument) throws IOException {
        return isFile(argument) ? Files.readString(Path.of(argument)).strip() : argument;
    }

    private static boolean isFile(String argument) {
        try {
            return Files.isRegularFile(Path.of(argument));
        } catch (InvalidPathException _) {
            return false;
        }
    }
}
