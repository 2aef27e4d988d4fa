/** Text to token ids: the tokenizers that models are published with. */
module dev.attar.text {
    requires ai.djl.api;
    requires ai.djl.tokenizers;

    exports dev.attar.runtime.text;
}
