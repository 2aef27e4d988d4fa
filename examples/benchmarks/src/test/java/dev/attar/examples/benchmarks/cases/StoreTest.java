package dev.attar.examples.benchmarks.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.examples.benchmarks.measure.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    private static final Case CASE = Cases.named("1x128").getFirst();

    @TempDir
    Path folder;

    private static List<Sample> times(double attar, double other) {
        return List.of(
                new Sample("peak", attar), new Sample("time.attar", attar), new Sample("time.onnxruntime", other));
    }

    @Test
    void whatWasWrittenIsThereNextTime_andOnlyThat() throws IOException {
        Turn turn = new Turn(CASE, 2, 1);
        new Store(folder.resolve("code")).write(turn, times(10, 20));
        Store again = new Store(folder.resolve("code"));
        assertEquals(Optional.of(times(10, 20)), again.read(turn));
        assertEquals(Optional.empty(), again.read(new Turn(CASE, 1, 1)));
        again.forget(turn);
        assertEquals(Optional.empty(), again.read(turn));
    }

    @Test
    void aFigureIsTheMedianOfTheJvms_aRatioTheMedianOfTheirRatios() throws IOException {
        Store store = new Store(folder);
        store.write(new Turn(CASE, 2, 1), times(10, 20));
        store.write(new Turn(CASE, 2, 2), times(30, 30));
        store.write(new Turn(CASE, 2, 3), times(11, 44));
        store.write(new Turn(CASE, 1, 1), times(99, 1));
        Measurements all = store.load(Cases.ALL, 5);
        assertEquals(3, all.forks(CASE, 2));
        assertEquals(OptionalDouble.of(11), all.median(CASE, 2, "time.attar"));
        assertEquals(OptionalDouble.of(2), all.ratio(CASE, 2, "time.onnxruntime", "time.attar"));
        assertEquals(OptionalDouble.of(30), all.peak(2));
        assertTrue(all.ratio(CASE, 2, "time.pytorch", "time.attar").isEmpty());
    }

    @Test
    void severalSamplesOfOneJvmAreOne() {
        Measurements all = new Measurements();
        all.add(new Turn(Cases.START, 2, 1), List.of(start(1), start(5), start(2)));
        all.add(new Turn(Cases.START, 2, 2), List.of(start(4)));
        assertEquals(OptionalDouble.of(3), all.median(Cases.START, 2, "start.attar"));
    }

    private static Sample start(double nanos) {
        return new Sample("start.attar", nanos);
    }
}
