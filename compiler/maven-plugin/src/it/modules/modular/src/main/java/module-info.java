module com.example.modular {
    requires dev.attar.runtime;
    requires static jdk.incubator.vector;

    exports com.example.modular;
}
