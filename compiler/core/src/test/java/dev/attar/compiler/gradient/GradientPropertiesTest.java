package dev.attar.compiler.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.gradient.SmallTrials.Small;
import dev.attar.compiler.model.GraphPrinter;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/** The backward pass of any model against the definition of a gradient. */
@Domain(SmallTrials.class)
class GradientPropertiesTest {
    @Property(tries = 40)
    void everyGradientIsThatOfTheLoss(@ForAll Small small) {
        TrainingTrial trial = small.trial();
        CentralDifferences differences = new CentralDifferences(trial, small.seed());
        List<String> wrong = differences.disagreements(trial.trainStep());
        assertEquals(List.of(), wrong, () -> GraphPrinter.print(trial.model()));
        assertTrue(differences.compared() > 0);
    }
}
