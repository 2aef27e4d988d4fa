package dev.attar.runtime.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.RandomPlan;
import dev.attar.runtime.TokenPlan;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Slot;
import dev.attar.runtime.kernel.Slot.Layers;
import dev.attar.runtime.kernel.Slot.Layout;
import dev.attar.runtime.kernel.Slot.Source;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The key is another one as soon as anything is that decides where a value lies. */
class LayoutKeyTest {
    private static final Slot SLOT = new Slot(
            "a.*.b",
            List.of(3, 2),
            Optional.of(new Layers(1, 2, 3)),
            new Layout.Panels(4, 5, 16),
            64,
            48,
            Source.WEIGHTS);

    private static final List<Source> SOURCES = List.of(
            Source.WEIGHTS,
            Source.SINUSOIDAL_POSITIONS,
            Source.SINUSOIDAL_HALVES,
            Source.SINUSOIDAL_POSITIONS_INCLUSIVE,
            Source.SINUSOIDAL_HALVES_INCLUSIVE,
            new Source.Turns(List.of(1.0, 0.5)),
            new Source.Turns(List.of(0.5, 1.0)),
            new Source.Turns(List.of(1.0)),
            new Source.Alibi(List.of(1.0), 7),
            new Source.Alibi(List.of(0.5), 7),
            new Source.Alibi(List.of(0.5), 8));

    private static ProgramPlan plan(int lanes, long floats, Slot... slots) {
        return TokenPlan.of("M", lanes, List.of(slots), floats);
    }

    private static LayoutKey key(Slot... slots) {
        return LayoutKey.of(plan(16, 1000, slots));
    }

    private static Slot with(Layout layout) {
        return new Slot("a", List.of(3, 2), Optional.empty(), layout, 0, 0, Source.WEIGHTS);
    }

    @Test
    void everyComponentOfASlotCounts() throws ReflectiveOperationException {
        for (Record other : others(SLOT)) {
            assertNotEquals(key(SLOT), key((Slot) other), other::toString);
        }
    }

    /** Through reflection, so that a layout to come is asked for as well. */
    @Test
    void everyComponentOfEveryLayoutCounts() throws ReflectiveOperationException {
        for (Class<?> type : Layout.class.getPermittedSubclasses()) {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            Object[] values = new Object[constructor.getParameterCount()];
            for (int i = 0; i < values.length; i++) {
                Class<?> wanted = constructor.getParameterTypes()[i];
                values[i] = wanted == boolean.class ? true : wanted == List.class ? List.of(0, 1, 5) : (Object) 7;
            }
            Layout layout = (Layout) constructor.newInstance(values);
            for (Record other : others((Record) layout)) {
                assertNotEquals(key(with(layout)), key(with((Layout) other)), other::toString);
            }
        }
        assertNotEquals(key(with(new Layout.Rows(16))), key(with(new Layout.Panels(16, 0, 16))));
    }

    @Test
    void everySourceHasItsOwnKey() {
        assertEquals(
                SOURCES.size(),
                SOURCES.stream()
                        .map(source ->
                                key(new Slot("a", List.of(3, 2), Optional.empty(), new Layout.Rows(16), 0, 0, source)))
                        .distinct()
                        .count());
        for (Class<?> kind : Source.class.getPermittedSubclasses()) {
            assertTrue(SOURCES.stream().anyMatch(kind::isInstance), kind::toString);
        }
    }

    @Test
    void lanesCountWhereThePackingDependsOnThem() {
        Slot halves = with(new Layout.Bfloat16Panels(32, 16, 0, 32));
        assertEquals(LayoutKey.of(plan(16, 1000, SLOT)), LayoutKey.of(plan(8, 1000, SLOT)));
        assertNotEquals(LayoutKey.of(plan(16, 1000, halves)), LayoutKey.of(plan(8, 1000, halves)));
    }

    @Test
    void lengthAndTheOrderOfSlotsCount() {
        Slot other = with(new Layout.Rows(16));
        LayoutKey key = LayoutKey.of(plan(16, 1000, SLOT, other));
        assertNotEquals(key, LayoutKey.of(plan(16, 1001, SLOT, other)));
        assertNotEquals(key, LayoutKey.of(plan(16, 1000, other, SLOT)));
        assertNotEquals(key, LayoutKey.of(plan(16, 1000, SLOT)));
        assertEquals(key, LayoutKey.of(plan(16, 1000, SLOT, other)));
    }

    /** It stands in files: the same on every machine and in every version that reads them. */
    @Test
    void aKeyNeverChanges() {
        assertEquals("33616b1d3402e086", key(SLOT, with(new Layout.Rows(16))).toString());
    }

    @Property(tries = 200)
    void differentPlansHaveDifferentKeys(@ForAll long one, @ForAll long other) {
        ProgramPlan first = RandomPlan.of(one).plan();
        ProgramPlan second = RandomPlan.of(other).plan();
        boolean same = first.slots().equals(second.slots())
                && first.packedLanes() == second.packedLanes()
                && first.weightFloats() == second.weightFloats();
        assertEquals(same, LayoutKey.of(first).equals(LayoutKey.of(second)));
    }

    /** The same record with one component changed, inner records included; one or more for each component. */
    private static List<Record> others(Record record) throws ReflectiveOperationException {
        RecordComponent[] components = record.getClass().getRecordComponents();
        List<Record> others = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            List<Object> changed = changed(value(record, components[i]));
            assertTrue(!changed.isEmpty(), components[i]::toString);
            for (Object value : changed) {
                Object[] values = new Object[components.length];
                for (int j = 0; j < values.length; j++) {
                    values[j] = j == i ? value : value(record, components[j]);
                }
                others.add(
                        (Record) record.getClass().getDeclaredConstructors()[0].newInstance(values));
            }
        }
        return others;
    }

    private static Object value(Record record, RecordComponent component) throws ReflectiveOperationException {
        return component.getAccessor().invoke(record);
    }

    private static List<Object> changed(Object value) throws ReflectiveOperationException {
        return switch (value) {
            case Integer number -> List.of(number + 1, -number, number + (1 << 30));
            case Boolean which -> List.of(!which);
            case Long number -> List.of(number + 1, number + (1L << 60));
            case String text -> List.of(text + "x", "x" + text.substring(1));
            case List<?> list -> List.of(list.reversed(), List.of(6), List.of(3, 2, 1));
            case Enum<?> constant -> {
                List<Object> rest =
                        new ArrayList<>(List.of(constant.getDeclaringClass().getEnumConstants()));
                rest.remove(constant);
                yield rest;
            }
            case Source source ->
                SOURCES.stream()
                        .filter(other -> !other.equals(source))
                        .map(Object.class::cast)
                        .toList();
            case Record inner -> List.copyOf(others(inner));
            case Optional<?> present -> {
                List<Object> rest = new ArrayList<>(List.of(Optional.empty()));
                for (Record inner : others((Record) present.orElseThrow())) {
                    rest.add(Optional.of(inner));
                }
                yield rest;
            }
            default -> throw new IllegalArgumentException("say here how " + value + " can be another");
        };
    }
}
