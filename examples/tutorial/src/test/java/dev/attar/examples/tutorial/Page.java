package dev.attar.examples.tutorial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The blocks of code of a page, in order. */
record Page(List<Block> blocks) {
    private static final Pattern BLOCK = Pattern.compile(
            "^```(?<kind>[a-z]+)(?: (?<file>\\S+))?\\n(?<text>.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** @param file that the reader is to create with this text; empty: the block is something else */
    record Block(String kind, String file, String text) {}

    static Page read(Path file) throws IOException {
        return new Page(BLOCK.matcher(Files.readString(file))
                .results()
                .map(found -> new Block(
                        found.group("kind"),
                        found.group("file") == null ? "" : found.group("file"),
                        found.group("text")))
                .toList());
    }

    /** The blocks that are files to create. */
    List<Block> files() {
        return blocks.stream().filter(block -> !block.file().isEmpty()).toList();
    }

    /** The one block of commands. */
    String commands() {
        return only("sh");
    }

    /** What the commands print. */
    String printed() {
        return only("text");
    }

    private String only(String kind) {
        List<Block> found = blocks.stream()
                .filter(block -> block.kind().equals(kind) && block.file().isEmpty())
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("the page should have one block of " + kind + ", it has " + found.size());
        }
        return found.getFirst().text();
    }
}
