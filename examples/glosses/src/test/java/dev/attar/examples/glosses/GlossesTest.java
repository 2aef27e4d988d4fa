package dev.attar.examples.glosses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GlossesTest {
    private static final List<Gloss> GLOSSES = Glosses.read();

    @Test
    void everyMeaningIsRead() {
        assertEquals(117_791, GLOSSES.size());
        Set<String> categories = new HashSet<>();
        GLOSSES.forEach(gloss -> categories.add(gloss.category()));
        assertEquals(Set.copyOf(Glosses.CATEGORIES), categories);
        GLOSSES.forEach(gloss -> assertTrue(!gloss.definition().isBlank(), gloss::toString));
    }

    @Test
    void wordsAndDefinitionsAreThoseOfTheFiles() {
        assertTrue(
                GLOSSES.contains(new Gloss("physical entity", "noun.Tops", "an entity that has physical existence")));
        assertTrue(GLOSSES.contains(new Gloss("breathe", "verb.body", "draw air into, and expel out of, the lungs")));
    }

    @Test
    void aSeedIsAnOrder() {
        assertEquals(Glosses.shuffled(1), Glosses.shuffled(1));
        assertTrue(!Glosses.shuffled(1).equals(Glosses.shuffled(2)));
    }
}
