package dev.attar.compiler.lower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.attar.compiler.fixture.SpecArbitraries;
import dev.attar.compiler.fixture.Trial;
import dev.attar.compiler.fuse.Fuser;
import dev.attar.compiler.model.GraphVerifier;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.Reference;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

@Domain(SpecArbitraries.class)
class CarriedCopiesTest {
    @Property
    void copiesKeepTheNumbers(@ForAll Trial trial) {
        for (ModelGraph model : List.of(trial.model(), Fuser.fuse(trial.model()))) {
            ModelGraph copied = model.withEntryPoints(List.of(CarriedCopies.insert(model.forward())));
            for (String output : trial.outputs())
                assertArrayEquals(
                        Reference.run(model, trial.parameters(), trial.tokens(), output),
                        Reference.run(GraphVerifier.verify(copied), trial.parameters(), trial.tokens(), output));
        }
    }
}
