package com.example;

import java.nio.file.Path;
import java.util.Arrays;

final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        try (Encoder model = Encoder.load(Path.of(arguments[0]))) {
            System.out.println(Arrays.toString(model.embed(1, 2, 3)));
        }
    }
}
