package dev.attar.examples.benchmarks.engine;

/** The engines that can be measured. */
public enum EngineName {
    ATTAR("attar", "Attar"),
    ONNX_RUNTIME("onnxruntime", "ONNX Runtime"),
    PYTORCH("pytorch", "PyTorch");

    private final String key;
    private final String title;

    EngineName(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** One word, for samples. */
    public String key() {
        return key;
    }

    /** For people. */
    public String title() {
        return title;
    }
}
