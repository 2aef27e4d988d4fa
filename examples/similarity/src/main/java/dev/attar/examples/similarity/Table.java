package dev.attar.examples.similarity;

import dev.attar.runtime.Matrix;
import java.util.List;
import java.util.Locale;

/** Sentences with the cosine between each two of them, as text. */
final class Table {
    private static final int WIDEST = 52;

    private final List<String> sentences;
    private final Matrix vectors;

    /** @param vectors a row of length 1 for each sentence */
    Table(List<String> sentences, Matrix vectors) {
        this.sentences = sentences;
        this.vectors = vectors;
    }

    /** One line for each sentence; in brackets its nearest other one. */
    String print() {
        int widest = sentences.stream()
                .mapToInt(sentence -> length(shortened(sentence)))
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder(" ".repeat(widest + 4));
        for (int column = 0; column < sentences.size(); column++) {
            text.append(String.format(Locale.ROOT, "%6d ", column + 1));
        }
        for (int row = 0; row < sentences.size(); row++) {
            String sentence = shortened(sentences.get(row));
            text.append(String.format(Locale.ROOT, "%n%3d ", row + 1))
                    .append(sentence)
                    .append(" ".repeat(widest - length(sentence)));
            int nearest = nearest(row);
            for (int column = 0; column < sentences.size(); column++) {
                // Adding 0 makes 0.00 of -0.00.
                String cosine = String.format(Locale.ROOT, "%.2f", Math.rint(100 * cosine(row, column)) / 100 + 0.0);
                String cell = column == nearest ? "[" + cosine + "]" : cosine + " ";
                text.append(" ".repeat(Math.max(1, 7 - cell.length()))).append(cell);
            }
        }
        return text.append(System.lineSeparator()).toString();
    }

    double cosine(int one, int other) {
        double sum = 0;
        for (int i = 0; i < vectors.columns(); i++) {
            sum += (double) vectors.at(one, i) * vectors.at(other, i);
        }
        return sum;
    }

    /** The sentence most like this one, itself left out; -1 when there is no other. */
    int nearest(int row) {
        int nearest = -1;
        for (int other = 0; other < sentences.size(); other++) {
            if (other != row && (nearest < 0 || cosine(row, other) > cosine(row, nearest))) {
                nearest = other;
            }
        }
        return nearest;
    }

    private static String shortened(String sentence) {
        String line = sentence.strip().replaceAll("\\s+", " ");
        int[] points = line.codePoints().toArray();
        return points.length <= WIDEST ? line : new String(points, 0, WIDEST - 1) + "…";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
