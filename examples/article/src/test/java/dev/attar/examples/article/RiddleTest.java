package dev.attar.examples.article;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RiddleTest {
    @Test
    void labelsAreTheHiddenLetters() {
        Riddle riddle = new Riddle("a b_g", "a bug");
        assertArrayEquals(new int[] {-100, -100, -100, 21, -100}, riddle.labels());
        assertEquals("{\"ids\":[1, 27, 2, 0, 7],\"labels\":[-100, -100, -100, 21, -100]}", riddle.row());
    }

    @Test
    void aThirdOfTheLettersIsHidden() {
        List<Riddle> riddles = Riddle.draw(500, 56);
        assertEquals(500, riddles.size());
        long letters = riddles.stream()
                .flatMapToInt(riddle -> riddle.answer().chars())
                .filter(Character::isLetter)
                .count();
        long hidden = riddles.stream()
                .flatMapToInt(riddle -> riddle.hidden().chars())
                .filter(c -> c == Characters.HIDDEN)
                .count();
        assertEquals(1.0 / 3, (double) hidden / letters, 0.02);
        assertTrue(Data.commonest(riddles) < 0.15);
    }

    @Test
    void otherCharactersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Characters.ids("Größe"));
    }
}
