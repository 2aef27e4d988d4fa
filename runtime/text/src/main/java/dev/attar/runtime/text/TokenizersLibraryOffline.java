package dev.attar.runtime.text;

/** The tokenizers library can ask servers for models, natives and statistics of use: here it asks nobody. */
final class TokenizersLibraryOffline {
    private TokenizersLibraryOffline() {}

    /** Must run before the library's first class is loaded. What the user set stays. */
    static void prepare() {
        setIfAbsent("ai.djl.offline", "true");
        setIfAbsent("OPT_OUT_TRACKING", "true");
        // On a machine with a GPU it would look for a build of its own for that GPU, which has to be fetched.
        setIfAbsent("RUST_FLAVOR", "cpu");
    }

    private static void setIfAbsent(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
