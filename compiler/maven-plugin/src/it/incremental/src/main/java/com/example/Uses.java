package com.example;

import com.example.more.Second;
import java.nio.file.Path;

final class Uses {
    private Uses() {}

    static float[] first(Path weights) {
        try (Tiny model = Tiny.load(weights)) {
            return model.embed(1, 2, 3);
        }
    }

    static float[] second(Path weights) {
        try (Second model = Second.load(weights)) {
            return model.embed(1, 2, 3);
        }
    }
}
