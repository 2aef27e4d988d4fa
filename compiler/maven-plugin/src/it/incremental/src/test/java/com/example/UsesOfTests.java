package com.example;

import java.nio.file.Path;

final class UsesOfTests {
    private UsesOfTests() {}

    static float[] probe(Path weights) {
        try (Probe model = Probe.load(weights)) {
            return model.embed(1, 2, 3);
        }
    }
}
