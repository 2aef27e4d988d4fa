package dev.attar.compiler.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.model.Activation;
import org.junit.jupiter.api.Test;

class ActivationsTest {
    @Test
    void reluKeepsThePositive() {
        double[][] out = Activations.activate(new double[][] {{-1.5, 0, 2}}, Activation.RELU);
        assertArrayEquals(new double[] {0, 0, 2}, out[0]);
    }

    /** gelu(x) is x times the normal distribution function, whose values at 1, 1.96 and 3 every table has. */
    @Test
    void geluIsTheExactOne() {
        assertEquals(0.841344746068543, Activations.at(1, Activation.GELU), 1e-15);
        assertEquals(-0.158655253931457, Activations.at(-1, Activation.GELU), 1e-15);
        assertEquals(1.96 * 0.975002104851780, Activations.at(1.96, Activation.GELU), 1e-14);
        assertEquals(-3 * 0.00134989803163009, Activations.at(-3, Activation.GELU), 1e-15);
        assertEquals(0, Activations.at(0, Activation.GELU));
        assertEquals(50, Activations.at(50, Activation.GELU));
        assertEquals(0, Activations.at(-50, Activation.GELU), 0.0);
    }

    /** At 1 the argument of tanh is sqrt(2 / pi) * 1.044715 = 0.833562...; the approximation differs from gelu by 1.5e-4. */
    @Test
    void geluTanhIsTheApproximation() {
        assertEquals(0.841191990608277, Activations.at(1, Activation.GELU_TANH), 1e-14);
        assertEquals(-0.158808009391723, Activations.at(-1, Activation.GELU_TANH), 1e-14);
        assertEquals(50, Activations.at(50, Activation.GELU_TANH));
    }

    @Test
    void siluIsXTimesTheLogisticFunction() {
        assertEquals(0.731058578630005, Activations.at(1, Activation.SILU), 1e-15);
        assertEquals(2 * 0.75, 2 * Activations.at(Math.log(3), Activation.SILU) / Math.log(3), 1e-15);
        assertEquals(0, Activations.at(-1000, Activation.SILU), 0.0);
    }

    @Test
    void tanhSaturates() {
        assertEquals(0.761594155955765, Activations.at(1, Activation.TANH), 1e-15);
        assertEquals(-1, Activations.at(-40, Activation.TANH));
    }
}
