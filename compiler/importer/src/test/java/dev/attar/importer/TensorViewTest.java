package dev.attar.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.importer.tensor.ElementKind;
import dev.attar.importer.tensor.TensorData;
import dev.attar.importer.tensor.TensorView;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A view is read as if its elements had been copied. */
class TensorViewTest {
    private static TensorView counting(long... shape) {
        int count = 1;
        for (long size : shape) {
            count *= (int) size;
        }
        ByteBuffer bytes = ByteBuffer.allocate(count * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putFloat(i);
        }
        List<Long> sizes = Arrays.stream(shape).boxed().toList();
        return TensorView.of(new TensorData("t", ElementKind.FLOAT32, sizes, MemorySegment.ofArray(bytes.array())));
    }

    private static float[] all(TensorView view) {
        float[] values = new float[(int) view.elements()];
        view.read(0, values);
        return values;
    }

    @Test
    void transposedAndCut() {
        TensorView view = counting(2, 3).transpose(List.of(1, 0));
        assertArrayEquals(new float[] {0, 3, 1, 4, 2, 5}, all(view));
        assertArrayEquals(new float[] {1, 4, 2, 5}, all(view.slice(0, 1, 3)));
        float[] part = new float[3];
        view.read(2, part);
        assertArrayEquals(new float[] {1, 4, 2}, part);
        assertEquals(4, view.value(3));
    }

    @Test
    void reshapedWhereStridesCanSayIt() {
        TensorView middle = counting(2, 4, 3).slice(1, 1, 3);
        assertArrayEquals(
                new float[] {3, 4, 5, 6, 7, 8, 15, 16, 17, 18, 19, 20},
                all(middle.reshape(List.of(2L, 1L, 6L)).orElseThrow()));
        assertEquals(Optional.empty(), middle.reshape(List.of(12L)));
        assertEquals(Optional.empty(), counting(2, 3).transpose(List.of(1, 0)).reshape(List.of(6L)));
        assertEquals(Optional.empty(), counting(2, 3).reshape(List.of(1L << 62, 6L)));
    }

    @Test
    void halfPrecisionIsWidened() {
        ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort(Float.floatToFloat16(-0.25f)).putShort(Float.floatToFloat16(65504));
        TensorData half = new TensorData("h", ElementKind.FLOAT16, List.of(2L), MemorySegment.ofArray(bytes.array()));
        assertArrayEquals(new float[] {-0.25f, 65504}, all(TensorView.of(half)));
        bytes.clear().putShort((short) 0xBE80).putShort((short) 0x3F80);
        TensorData brain = new TensorData("b", ElementKind.BFLOAT16, List.of(2L), MemorySegment.ofArray(bytes.array()));
        assertArrayEquals(new float[] {-0.25f, 1}, all(TensorView.of(brain)));
    }
}
