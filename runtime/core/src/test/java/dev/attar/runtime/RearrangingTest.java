package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Slot;
import dev.attar.runtime.kernel.Slot.Layers;
import dev.attar.runtime.kernel.Slot.Layout;
import dev.attar.runtime.kernel.Slot.Source;
import dev.attar.runtime.packing.PackedFile;
import dev.attar.runtime.packing.PackedWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file whose panels are as wide as another machine wants them: the same weights as if they had been packed here. */
class RearrangingTest {
    private static final int[] WIDTHS = {16, 8};

    @TempDir
    private Path folder;

    /** A table, and in each layer two matrices that share panels, and a vector. */
    private record Model(ProgramPlan plan, Map<String, FloatTensor> tensors) {
        static Model of(Random random) {
            int columns = 1 + random.nextInt(70);
            int first = 1 + random.nextInt(40);
            int second = 1 + random.nextInt(40);
            int total = Math.ceilDiv(first + second, 16) * 16;
            int layers = 1 + random.nextInt(3);
            long begin = 16L * 9;
            long matrix = (long) total * columns;
            long stride = Math.ceilDiv(matrix + first, 16) * 16L;
            Optional<Layers> all = Optional.of(new Layers(0, 1, layers));
            List<Slot> slots = List.of(
                    slot("table", List.of(9, 11), Optional.empty(), new Layout.Rows(16), 0, 0),
                    slot("*.first", List.of(first, columns), all, new Layout.Panels(16, 0, total), begin, stride),
                    slot("*.second", List.of(second, columns), all, new Layout.Panels(16, first, total), begin, stride),
                    slot("*.bias", List.of(first), all, new Layout.Rows(first), begin + matrix, stride));
            Map<String, FloatTensor> tensors = new HashMap<>();
            tensors.put("table", RandomPlan.tensor(random, 9, 11));
            for (int layer = 0; layer < layers; layer++) {
                tensors.put(layer + ".first", RandomPlan.tensor(random, first, columns));
                tensors.put(layer + ".second", RandomPlan.tensor(random, second, columns));
                tensors.put(layer + ".bias", RandomPlan.tensor(random, first));
            }
            long floats = begin + layers * stride;
            return new Model(TokenPlan.of("Turned", 1, slots, floats), tensors);
        }

        private static Slot slot(
                String name, List<Integer> shape, Optional<Layers> layers, Layout layout, long offset, long stride) {
            return new Slot(name, shape, layers, layout, offset, stride, Source.WEIGHTS);
        }
    }

    private static Path packed(Path folder, ProgramPlan plan, Weights weights) {
        Path file = folder.resolve("turned.packed");
        try (PackedWeights made = weights.packedFor(plan, 1)) {
            PackedFile.write(file, plan, made.floats(), Optional.empty());
        }
        return file;
    }

    @Property(tries = 100)
    void aFileForTheOtherWidth(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int threads) throws IOException {
        Model model = Model.of(new Random(seed));
        Path temporary = Files.createTempDirectory("attar-turned");
        try (Weights weights = Weights.of(model.tensors())) {
            for (int width : WIDTHS) {
                ProgramPlan plan = model.plan().withPanels(width);
                Path file = packed(temporary, plan.withPanels(24 - width), weights);
                try (Weights opened = Weights.open(file);
                        PackedWeights turned = opened.packedFor(plan, threads);
                        PackedWeights expected = weights.packedFor(plan, 1)) {
                    assertEquals(-1, expected.floats().mismatch(turned.floats()));
                    assertEquals(plan, turned.plan());
                    assertTrue(turned.file().isEmpty(), "it is in memory, not mapped");
                }
                Files.delete(file);
            }
        } finally {
            Files.delete(temporary);
        }
    }

    @Test
    void aFileForTheSameWidthStaysMapped() {
        Model model = Model.of(new Random(1));
        try (Weights weights = Weights.of(model.tensors())) {
            for (int width : WIDTHS) {
                ProgramPlan plan = model.plan().withPanels(width);
                try (Weights opened = Weights.openInPlace(packed(folder, plan, weights), Check.HEADER);
                        PackedWeights used = opened.packedFor(plan, 1)) {
                    assertTrue(used.file().isPresent());
                }
            }
        }
    }

    @Test
    void aFileOfAnotherModelIsRefusedWhateverItsPanels() {
        Model model = Model.of(new Random(1));
        try (Weights weights = Weights.of(model.tensors());
                Weights opened = Weights.open(packed(folder, model.plan().withPanels(8), weights))) {
            ProgramPlan other = Model.of(new Random(2)).plan();
            WeightsException refused = assertThrows(WeightsException.class, () -> opened.packedFor(other, 1));
            assertEquals(Kind.PACKED, refused.problems().getFirst().kind());
        }
    }

    @Property(tries = 30)
    void whatIsPackedForOneProgramServesAnother(@ForAll long seed) {
        Model model = Model.of(new Random(seed));
        ProgramPlan narrow = model.plan().withPanels(8);
        try (Weights weights = Weights.of(model.tensors());
                PackedWeights wide = weights.packedFor(model.plan(), 1);
                PackedWeights same = wide.keptFor(model.plan(), 1).orElseThrow();
                PackedWeights turned = wide.keptFor(narrow, 2).orElseThrow();
                PackedWeights expected = weights.packedFor(narrow, 1)) {
            assertEquals(wide.floats(), same.floats());
            assertEquals(-1, expected.floats().mismatch(turned.floats()));
            assertTrue(wide.keptFor(Model.of(new Random(seed + 1)).plan(), 1).isEmpty());
        }
    }
}
