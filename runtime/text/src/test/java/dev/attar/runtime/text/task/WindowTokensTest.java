package dev.attar.runtime.text.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.runtime.text.EncodedText;
import dev.attar.runtime.text.LongInput;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTokensTest {
    @Test
    void aTokenOfTwoWindowsIsTakenWhereMoreIsAroundIt() {
        LongInput choice = LongInput.windows(4);
        List<EncodedText> windows = Tokenizers.bert(8).encode("a b c d e f g h", choice);
        assertEquals(2, windows.size(), "a b c d e f, c d e f g h");
        // c has distance 2 in the first and 0 in the second; d 2 and 1; e 1 and 2; f 0 and 2.
        assertEquals(
                "0 0 0 0 1 1 1 1",
                String.join(
                        " ",
                        WindowTokens.of(windows, choice).stream()
                                .map(place -> "" + place.window())
                                .toList()));
        assertEquals(
                List.of(1, 2, 3, 4, 3, 4, 5, 6),
                WindowTokens.of(windows, choice).stream()
                        .map(WindowTokens.Place::row)
                        .toList());
    }
}
