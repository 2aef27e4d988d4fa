package dev.attar.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Texts in pieces: characters are whole, and nothing of a stop text is shown. */
class StreamTest {
    private static final Settings TO_END =
            Settings.defaults().with().endTokens(List.of(ByteTokenizer.END)).settings();

    private static Generator generator(String prompt, String says) {
        return Generator.of(ByteTokenizer.saying(ByteTokenizer.ids(prompt).length, says), ByteTokenizer.tokenizer());
    }

    private static List<TextPiece> pieces(String says, String... stops) {
        Settings settings = TO_END.with().stopTexts(List.of(stops)).settings();
        try (Generator generator = generator("x", says);
                Conversation text = generator.stream("x", settings)) {
            List<TextPiece> pieces = new ArrayList<>();
            text.forEachRemaining(pieces::add);
            String joined = String.join("", pieces.stream().map(TextPiece::text).toList());
            assertEquals(text.result().text(), joined);
            assertEquals(
                    text.result().tokens(),
                    pieces.stream().flatMap(piece -> piece.tokens().stream()).toList());
            return pieces;
        }
    }

    private static List<String> texts(List<TextPiece> pieces) {
        return pieces.stream().map(TextPiece::text).toList();
    }

    @Test
    void aCharacterIsShownWithItsLastToken() {
        List<TextPiece> pieces = pieces("a地b");
        assertEquals(List.of("a", "地", "b", ""), texts(pieces).stream().toList());
        assertEquals(3, pieces.get(1).tokens().size());
        assertEquals(Optional.of(Finish.END_TOKEN), pieces.getLast().finish());
        assertTrue(pieces.stream().limit(3).allMatch(piece -> piece.finish().isEmpty()));
    }

    @Test
    void nothingOfAStopTextIsShown() {
        List<TextPiece> pieces = pieces("ABCDEFGHIJKL", "DEFGHIJ");
        assertEquals("ABC", String.join("", texts(pieces)));
        assertEquals(Optional.of(Finish.STOP_TEXT), pieces.getLast().finish());
        assertEquals(7, pieces.getLast().tokens().size(), "the tokens of the stop text are there");
    }

    @Test
    void aStopTextThatIsNotCompletedIsShown() {
        assertEquals("ABCDEF", String.join("", texts(pieces("ABCDEF", "DEFG"))));
        assertEquals("aab", String.join("", texts(pieces("aabaab!", "aab!", "aa!"))));
    }

    @Test
    void theStopTextThatComesFirstCounts() {
        assertEquals("x", String.join("", texts(pieces("xABCD", "CD", "AB"))));
    }

    @Property(tries = 100)
    void whatIsShownIsTheTextBeforeTheFirstStop(
            @ForAll @Chars({'a', 'b', '地'}) @StringLength(max = 24) String says,
            @ForAll @Size(max = 3) List<@Chars({'a', 'b', '地'}) @StringLength(min = 1, max = 4) String> stops) {
        int first = stops.stream()
                .mapToInt(says::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(says.length());
        // The stop text that is completed first counts, which is not always the one that begins first.
        String shown = String.join("", texts(pieces(says, stops.toArray(String[]::new))));
        int firstEnd = stops.stream()
                .filter(says::contains)
                .mapToInt(stop -> says.indexOf(stop) + stop.length())
                .min()
                .orElse(says.length());
        assertTrue(shown.length() >= first && shown.length() <= firstEnd, shown);
        assertTrue(says.startsWith(shown));
        stops.forEach(stop -> assertFalse(shown.contains(stop)));
        assertEquals(first == says.length() ? says : shown, shown);
    }

    @Test
    void aTextThatEndsInsideACharacterSaysSo() {
        TableModel.Text half = TableModel.saying(ByteTokenizer.VOCABULARY, 1, 'a', 0xE5, 0x9C, ByteTokenizer.END);
        try (Generator generator = Generator.of(half, ByteTokenizer.tokenizer())) {
            assertEquals("a\uFFFD", generator.generate("x", TO_END).text());
        }
    }

    @Test
    void subscribersGetWhatTheyAskFor() throws Exception {
        try (Generator generator = generator("x", "a地b")) {
            Collector all = new Collector(1);
            generator.publish("x", TO_END, Runnable::run).subscribe(all);
            assertEquals("a地b", all.done.get(10, TimeUnit.SECONDS));
            Collector two = new Collector(1);
            two.most = 2;
            generator.publish("x", TO_END, Runnable::run).subscribe(two);
            assertEquals("a地", two.done.get(10, TimeUnit.SECONDS));
            Collector wrong = new Collector(0);
            generator.publish("x", TO_END, Runnable::run).subscribe(wrong);
            assertThrows(Exception.class, () -> wrong.done.get(10, TimeUnit.SECONDS));
            Collector refused = new Collector(1);
            generator.publish("", TO_END, Runnable::run).subscribe(refused);
            assertThrows(Exception.class, () -> refused.done.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aTextIsTheSameWholeAndInPieces() {
        try (Generator generator = generator("xy", "hello")) {
            Generated text = generator.generate("xy", TO_END);
            assertEquals("hello", text.text());
            assertEquals(List.of(text, text), generator.generateAll(List.of("xy", "xy"), TO_END));
            assertArrayEquals(
                    new float[] {generator.score("xyh")[1]},
                    new float[] {text.tokens().getFirst().logProbability()});
        }
    }

    /** Asks for {@code ahead} pieces, and for one more after each; cancels after the most that it wants. */
    private static final class Collector implements Flow.Subscriber<TextPiece> {
        private final CompletableFuture<String> done = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();
        private final int ahead;
        private int most = Integer.MAX_VALUE;
        private Flow.Subscription subscription;

        Collector(int ahead) {
            this.ahead = ahead;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(ahead);
        }

        @Override
        public void onNext(TextPiece piece) {
            text.append(piece.text());
            if (--most == 0) {
                subscription.cancel();
                done.complete(text.toString());
            } else {
                subscription.request(1);
            }
        }

        @Override
        public void onError(Throwable failure) {
            done.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            done.complete(text.toString());
        }
    }
}
