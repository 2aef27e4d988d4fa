package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WidthChoiceTest {
    private final String before = System.getProperty(WidthChoice.PROPERTY);

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(WidthChoice.PROPERTY);
        } else {
            System.setProperty(WidthChoice.PROPERTY, before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallersWishIsFollowedWhateverTheMachine(Width width) {
        System.setProperty(WidthChoice.PROPERTY, "4");
        WidthChoice choice = WidthChoice.of(Options.defaults().withWidth(width));
        assertEquals(width, choice.width());
        assertTrue(choice.reason().contains("caller"), choice.reason());
    }

    @ParameterizedTest
    @EnumSource
    void thePropertyDecidesWhereTheCallerDoesNot(Width width) {
        System.setProperty(WidthChoice.PROPERTY, width.toString());
        WidthChoice choice = WidthChoice.of(Options.defaults());
        assertEquals(width, choice.width());
        assertTrue(choice.reason().contains("attar.lanes"), choice.reason());
    }

    /** The probe asks for a shape, as it loads in a twentieth of the time. */
    @Test
    void theMachinesVectorsAreTheVectorsThatFloatsPrefer() {
        assertEquals(FloatVector.SPECIES_PREFERRED.length(), VectorProbe.preferredLanes());
    }

    @Test
    void aPropertyThatNamesNoWidthIsRefused() {
        System.setProperty(WidthChoice.PROPERTY, "32");
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> WidthChoice.of(Options.defaults()));
        assertEquals("system property attar.lanes is '32': give 16, 8, 4, scalar or auto", refused.getMessage());
    }

    @Test
    void theChoiceIsOpenUntilSomebodyAsks() {
        System.setProperty(WidthChoice.PROPERTY, "auto");
        assertTrue(WidthChoice.isOpen(Options.defaults()));
        assertFalse(WidthChoice.isOpen(Options.defaults().withWidth(Width.LANES_8)));
        System.setProperty(WidthChoice.PROPERTY, "8");
        assertFalse(WidthChoice.isOpen(Options.defaults()));
    }

    @Test
    void withoutAnyWishTheMachineDecides() {
        System.setProperty(WidthChoice.PROPERTY, "auto");
        assertEquals(WidthChoice.preferred(VectorProbe.preferredLanes()), WidthChoice.of(Options.defaults()));
    }

    @ParameterizedTest
    @CsvSource({"64, LANES_16", "16, LANES_16", "8, LANES_8", "4, LANES_4", "2, SCALAR", "1, SCALAR"})
    void theWidestVectorsThatTheMachineHasAreTaken(int lanes, Width width) {
        WidthChoice choice = WidthChoice.preferred(lanes);
        assertEquals(width, choice.width());
        assertTrue(choice.reason().contains(lanes * 32 + " bits"), choice.reason());
    }

    @Test
    void threadsAreAtLeastOneAndNotEndless() {
        assertThrows(IllegalArgumentException.class, () -> Options.defaults().withThreads(0));
        assertThrows(IllegalArgumentException.class, () -> Options.defaults().withThreads(Options.MOST_THREADS + 1));
        assertEquals(new Options(3, Optional.empty()), Options.defaults().withThreads(3));
        assertEquals(
                Runtime.getRuntime().availableProcessors(), Options.defaults().threads());
    }
}
