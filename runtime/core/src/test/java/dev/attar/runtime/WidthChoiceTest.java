package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    @ParameterizedTest
    @CsvSource({
        "16, LANES_8 SCALAR, LANES_8, slower",
        "16, LANES_4 SCALAR, LANES_4, slower",
        "16, SCALAR, SCALAR, slower",
        "8, LANES_16 LANES_4 SCALAR, LANES_4, slower",
        "4, LANES_16 LANES_8 SCALAR, SCALAR, slower",
        "4, LANES_16 LANES_8, LANES_8, many times slower"
    })
    void aModelWithoutTheMachinesWidthComputesWithTheNextNarrowerOne(
            int lanes, String generated, Width taken, String speed) {
        Set<Width> widths =
                Arrays.stream(generated.split(" ")).map(Width::valueOf).collect(Collectors.toSet());
        WidthChoice choice = WidthChoice.preferred(lanes).insteadOf(widths, "Small");
        assertEquals(taken, choice.width());
        assertTrue(choice.reason().contains("Small computes with width " + taken + ", " + speed), choice.reason());
        assertTrue(choice.reason().contains("compile it for width " + lanes + " too"), choice.reason());
    }

    @Test
    void aWidthThatIsAskedForAndWasNotGeneratedIsRefused() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> WidthChoice.among(
                        Options.defaults().withWidth(Width.LANES_4), EnumSet.of(Width.SCALAR, Width.LANES_8), "Small"));
        assertEquals(
                "Small has no code for width 4, which is asked for by the caller; it has 8, scalar",
                refused.getMessage());
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
