package com.example.modular;

import java.nio.file.Path;

/** Another class of the module. */
public final class Uses {
    private Uses() {}

    /** One sequence. */
    public static float[] embed(Path weights) {
        try (Tiny model = Tiny.load(weights)) {
            return model.embed(1, 2, 3);
        }
    }
}
