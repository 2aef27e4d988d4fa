/** Specs and weights from the files of other tools: ONNX, Hugging Face folders, PyTorch checkpoints. */
@SuppressWarnings("requires-automatic") // Protobuf has no descriptor
module dev.attar.importer {
    requires transitive dev.attar.compiler;
    requires transitive com.fasterxml.jackson.databind;
    requires com.google.protobuf;

    exports dev.attar.importer;
    exports dev.attar.importer.source;
    exports dev.attar.importer.tensor;
}
