package dev.attar.examples.search;

import dev.attar.runtime.Matrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "index", description = "Reads text files and writes the index that questions are asked of.")
final class IndexCommand implements Callable<Integer> {
    /** Passages of one call. Any number gives the same vectors; this one moves the progress bar along. */
    private static final int AT_ONCE = 64;

    @Mixin
    private Places places;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Plain text in UTF-8; a blank line ends a paragraph.")
    private List<Path> files;

    @Override
    public Integer call() {
        List<Passage> passages = new ArrayList<>();
        files.forEach(file -> passages.addAll(Passage.read(file)));
        if (passages.isEmpty()) {
            throw new Refusal("there is no text in " + files, "give files with words in them");
        }
        try (Encoder encoder = Encoder.load(places.model)) {
            encoder.warmUp();
            long began = System.nanoTime();
            Index index = new Index(passages, embed(encoder, passages));
            double seconds = (System.nanoTime() - began) / 1e9;
            IndexFile.write(places.index, index, encoder.fingerprint());
            System.err.printf(
                    Locale.ROOT,
                    "%d passages in %.1f s, %.0f a second: %s%n",
                    passages.size(),
                    seconds,
                    passages.size() / seconds,
                    places.index);
        }
        return 0;
    }

    private static Matrix embed(Encoder encoder, List<Passage> passages) {
        List<Matrix> parts = new ArrayList<>();
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("indexing")
                .setInitialMax(passages.size())
                .setStyle(ProgressBarStyle.ASCII)
                .build()) {
            for (int from = 0; from < passages.size(); from += AT_ONCE) {
                List<Passage> some = passages.subList(from, Math.min(passages.size(), from + AT_ONCE));
                parts.add(encoder.embed(some.stream().map(Passage::text).toList()));
                bar.stepBy(some.size());
            }
        }
        int columns = parts.getFirst().columns();
        float[] all = new float[passages.size() * columns];
        int filled = 0;
        for (Matrix part : parts) {
            System.arraycopy(part.values(), 0, all, filled, part.values().length);
            filled += part.values().length;
        }
        return new Matrix(passages.size(), columns, all);
    }
}
