package dev.attar.examples.benchmarks.gpu;

import dev.attar.runtime.device.DeviceInfo.Kind;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Checks and measures the best OpenCL device of this machine and prints what it finds, line by line.
 *
 * <p>{@code --kernels gpu|processor}: those made for such devices (default: gpu); {@code --quick}: small shapes, to see that it works;
 * {@code --only checks|encoder|decoder}: a part. Exit status: 0 when all checks hold, 1 when one does not, 2 for a usage error.
 */
public final class DeviceReport {
    private DeviceReport() {}

    public static void main(String[] arguments) {
        Kind kernels = Kind.GPU;
        boolean quick = false;
        List<String> parts = List.of("checks", "encoder", "decoder");
        for (int i = 0; i < arguments.length; i++) {
            String value = i + 1 < arguments.length ? arguments[i + 1] : "";
            if (arguments[i].equals("--quick")) {
                quick = true;
            } else if (arguments[i].equals("--kernels")
                    && List.of("gpu", "processor").contains(value)) {
                kernels = Kind.valueOf(value.toUpperCase(java.util.Locale.ROOT));
                i++;
            } else if (arguments[i].equals("--only") && parts.contains(value)) {
                parts = List.of(value);
                i++;
            } else {
                System.err.println("gpu: unknown argument " + arguments[i]
                        + "; give --kernels gpu|processor, --quick, --only checks|encoder|decoder");
                System.exit(2);
            }
        }
        Report report = new Report(System.out);
        Figures figures = new Figures(kernels, quick, report);
        // The driver builds the large models while the small ones are checked.
        Supplier<DeviceSubject> encoder = parts.contains("encoder") ? begun(figures::encoderModel) : null;
        Supplier<DeviceSubject> decoder = parts.contains("decoder") ? begun(figures::decoderModel) : null;
        if (parts.contains("checks")) report.part("checks", new Checks(kernels, report)::run);
        if (decoder != null)
            report.part("GPT-2 on the device", decoder::get); // nothing is built while others are measured
        if (encoder != null) report.part("encoder", () -> figures.encoder(encoder.get()));
        if (decoder != null) report.part("decoder", () -> figures.decoder(decoder.get()));
        System.exit(report.failures() == 0 ? 0 : 1);
    }

    private static Supplier<DeviceSubject> begun(Supplier<DeviceSubject> maker) {
        CompletableFuture<DeviceSubject> made = CompletableFuture.supplyAsync(maker);
        return made::join;
    }
}
