package dev.attar.importer.onnx;

/** An {@code OperatorSetIdProto}: which version of the operators of a domain a file is written in. */
record OperatorSet(String domain, long version) {
    static OperatorSet read(Wire wire) {
        String domain = "";
        long version = 0;
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> domain = wire.string();
                case 2 -> version = wire.integer();
                default -> {}
            }
        }
        return new OperatorSet(domain, version);
    }

    boolean standard() {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }
}
