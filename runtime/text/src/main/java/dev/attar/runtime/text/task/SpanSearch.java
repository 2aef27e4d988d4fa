package dev.attar.runtime.text.task;

import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.EncodedText;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The best spans of a passage by the sum of the score of their first token and that of their last. Windows are compared by these sums, as in
 * the evaluation of BERT on SQuAD; the probabilities are over all tokens of all windows.
 *
 * <p>Source: Devlin et al. 2019, sections 4.2 and 4.3.
 *
 * @param passage the text that the spans are of
 * @param longest tokens of an answer
 * @param wholeWords whether answers begin and end where words do
 * @param count how many answers
 */
record SpanSearch(String passage, int longest, boolean wholeWords, int count) {
    private static final int PASSAGE = 1;
    private static final int START = 0;
    private static final int END = 1;
    private static final Comparator<Map.Entry<Span, Double>> BEST_FIRST = Map.Entry.<Span, Double>comparingByValue()
            .reversed()
            .thenComparing(entry -> entry.getKey().start())
            .thenComparing(entry -> entry.getKey().end());

    Answers of(List<EncodedText> windows, List<Matrix> scores) {
        Map<Span, Double> best = new HashMap<>();
        double noAnswer = Double.POSITIVE_INFINITY;
        for (int w = 0; w < windows.size(); w++) {
            search(windows.get(w), scores.get(w), best);
            keepBest(best);
            if (windows.get(w).isSpecial(0)) {
                noAnswer = Math.min(
                        noAnswer,
                        (double) scores.get(w).at(0, START) + scores.get(w).at(0, END));
            }
        }
        double all = logOfSum(windows, scores, START) + logOfSum(windows, scores, END);
        List<Answer> answers = best.entrySet().stream()
                .sorted(BEST_FIRST)
                .map(found -> answer(found.getKey(), (float) Math.exp(found.getValue() - all)))
                .toList();
        return new Answers(answers, noAnswer == Double.POSITIVE_INFINITY ? 0 : (float) Math.exp(noAnswer - all));
    }

    private Answer answer(Span span, float score) {
        return new Answer(span.of(passage), score, span.start(), span.end());
    }

    private void search(EncodedText window, Matrix scores, Map<Span, Double> best) {
        int[] words = wholeWords ? wordEnds(window) : null;
        for (int first = 0; first < window.length(); first++) {
            if (window.text(first) != PASSAGE) {
                continue;
            }
            int end = Math.min(window.length(), first + longest);
            for (int last = first; last < end && window.text(last) == PASSAGE; last++) {
                Span span = span(window, first, last, words);
                if (!span.isEmpty()) {
                    best.merge(span, (double) scores.at(first, START) + scores.at(last, END), Math::max);
                }
            }
        }
    }

    private Span span(EncodedText window, int first, int last, int[] words) {
        int start = window.start(first);
        int end = window.end(last);
        if (words != null) {
            int token = first;
            while (token > 0 && window.text(token - 1) == PASSAGE && window.word(token - 1) == window.word(first)) {
                token--;
            }
            start = window.start(token);
            end = window.end(words[last]);
        }
        return new Span(start, Math.max(start, end)).trimmed(passage);
    }

    /** For each token the last one of its word. */
    private static int[] wordEnds(EncodedText window) {
        int[] ends = new int[window.length()];
        for (int token = ends.length - 1; token >= 0; token--) {
            boolean goesOn = token + 1 < ends.length
                    && window.text(token) == window.text(token + 1)
                    && window.word(token) == window.word(token + 1);
            ends[token] = goesOn ? ends[token + 1] : token;
        }
        return ends;
    }

    private void keepBest(Map<Span, Double> best) {
        if (best.size() > count) {
            List<Span> rest = best.entrySet().stream()
                    .sorted(BEST_FIRST)
                    .skip(count)
                    .map(Map.Entry::getKey)
                    .toList();
            rest.forEach(best::remove);
        }
    }

    /** Log of the sum of exp(score) over the tokens of the passage and the first token, which stands for no answer. */
    private static double logOfSum(List<EncodedText> windows, List<Matrix> scores, int column) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int w = 0; w < windows.size(); w++) {
            for (int token = 0; token < windows.get(w).length(); token++) {
                if (counts(windows.get(w), token)) {
                    largest = Math.max(largest, scores.get(w).at(token, column));
                }
            }
        }
        double sum = 0;
        for (int w = 0; w < windows.size(); w++) {
            for (int token = 0; token < windows.get(w).length(); token++) {
                if (counts(windows.get(w), token)) {
                    sum += Math.exp(scores.get(w).at(token, column) - largest);
                }
            }
        }
        return largest + Math.log(sum);
    }

    private static boolean counts(EncodedText window, int token) {
        return window.text(token) == PASSAGE || token == 0 && window.isSpecial(0);
    }
}
