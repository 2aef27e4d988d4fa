package dev.attar.runtime.server.batch;

import dev.attar.runtime.generate.Conversation;
import dev.attar.runtime.generate.Generated;
import dev.attar.runtime.generate.TextPiece;
import java.util.List;

/** What happens to a text that is generated, as its reader hears of it. */
public sealed interface TextRun {
    /** Which of the texts of a request it is about, from 0. */
    int index();

    /** A piece of the text. */
    record Piece(int index, TextPiece piece) implements TextRun {}

    /** The text is finished; by beam search there may be several, the best first. */
    record Finished(int index, List<Generated> results) implements TextRun {}

    /** The text cannot go on. */
    record Failed(int index, RuntimeException why) implements TextRun {}

    /** Runs a text to its end, and says what happens. */
    static void of(int index, Conversation text, java.util.function.Consumer<TextRun> reader) {
        try (text) {
            while (text.hasNext()) {
                reader.accept(new Piece(index, text.next()));
            }
            reader.accept(new Finished(index, text.results()));
        } catch (RuntimeException why) {
            reader.accept(new Failed(index, why));
        } catch (Error fatal) {
            reader.accept(new Failed(index, new IllegalStateException("a text failed: " + fatal, fatal)));
        }
    }
}
