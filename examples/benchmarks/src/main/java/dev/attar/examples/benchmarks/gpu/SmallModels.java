package dev.attar.examples.benchmarks.gpu;

import java.util.LinkedHashMap;
import java.util.Map;

/** Specs of small models that differ in attention, positions and norms: what kernels and caches depend on. */
final class SmallModels {
    private SmallModels() {}

    static Map<String, String> all() {
        Map<String, String> specs = new LinkedHashMap<>();
        specs.put("encoder", """
            model M {
                vocabulary 61   context 80   width 48
                embedding { positions learned   segments 2   norm layer }
                encoder depth 2 { %s residual { norm layer   order post } }
                head embed { pool mean   normalize l2 }
            }
            """.formatted(layer("heads 4", "gelu")));
        specs.put("encoder, bands", """
            model M {
                vocabulary 61   context 80   width 48
                embedding { positions none }
                encoder depth 2 { %s residual { norm rms   order pre } }
                head tokens { classes 5 }
            }
            """.formatted(layer("heads 4   positions rotary   reach band 9", "silu gated")));
        specs.put("learned positions", decoder("learned", "heads 4", "layer", "gelu_tanh"));
        specs.put("rotary, groups", decoder("none", "heads 4   groups 2   positions rotary", "rms", "silu gated"));
        specs.put(
                "rotary, band", decoder("none", "heads 4   groups 1   positions rotary   reach band 7", "rms", "gelu"));
        specs.put("alibi", decoder("none", "heads 4   positions alibi", "layer", "gelu_tanh"));
        specs.put("relative buckets", decoder("none", "heads 4   positions relative", "rms", "relu"));
        specs.put("translator", """
            model M {
                vocabulary 61   context 80   width 48
                embedding { positions sinusoidal }
                encoder depth 2 { %s residual { norm layer   order post } }
                decoder depth 2 { %s residual { norm layer   order post } }
                head generate { }
            }
            """.formatted(
                        layer("heads 4", "relu"), layer("heads 4 }   cross attention { heads 4", "relu")));
        return specs;
    }

    private static String decoder(String positions, String attention, String norm, String activation) {
        return """
            model M {
                vocabulary 61   context 80   width 48
                embedding { positions %s }
                decoder depth 2 { %s residual { norm %s   order pre }   norm %s }
                head generate { }
            }
            """.formatted(positions, layer(attention, activation), norm, norm);
    }

    private static String layer(String attention, String activation) {
        return "attention { " + attention + " }   feedforward { width 96   activation "
                + activation.replace(" gated", "   gated") + " }";
    }
}
