/** Text to token ids and back: the tokenizers that models are published with, in plain Java. */
module dev.attar.text {
    exports dev.attar.runtime.text;
}
