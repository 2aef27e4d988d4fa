package dev.attar.compiler.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearNameTest {
    private static final List<String> WORDS = List.of("heads", "dropout", "reach", "width", "gelu", "gelu_tanh");

    @Test
    void lettersInsertedRemovedReplacedOrSwappedAreForgiven() {
        assertEquals(Optional.of("heads"), NearName.of("haeds", WORDS));
        assertEquals(Optional.of("heads"), NearName.of("head", WORDS));
        assertEquals(Optional.of("dropout"), NearName.of("droppoutt", WORDS));
        assertEquals(Optional.of("width"), NearName.of("WIDTH", WORDS));
        assertEquals(Optional.of("gelu_tanh"), NearName.of("gelu_tanx", WORDS));
    }

    @Test
    void aPluralIsNearItsSingular() {
        assertEquals(Optional.of("head"), NearName.of("heads", List.of("context", "head", "width")));
        assertEquals(Optional.of("classes"), NearName.of("class", List.of("classes", "pool")));
        assertEquals(Optional.of("vocabulary"), NearName.of("vocabularies", List.of("context", "vocabulary")));
    }

    @Test
    void theNearestWins() {
        assertEquals(Optional.of("gelu"), NearName.of("gleu", WORDS));
        assertEquals(Optional.of("reach"), NearName.of("reach", List.of("peach", "reach", "teach")));
    }

    @Test
    void whatIsFarIsNotSuggested() {
        assertEquals(Optional.empty(), NearName.of("x", WORDS));
        assertEquals(Optional.empty(), NearName.of("momentum", WORDS));
        assertEquals(Optional.empty(), NearName.of("", WORDS));
    }
}
