package com.example;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        try (Encoder model = Encoder.load(Path.of(arguments[0]))) {
            System.out.println(Arrays.toString(model.embed(1, 2, 3)));
        }
        try (InputStream kernels = Encoder.class.getResourceAsStream("EncoderGpu.cl")) {
            System.out.println(new String(kernels.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst());
        }
    }
}
