/** Text from decoders and translators: how tokens are chosen, streams, many conversations at once. */
module dev.attar.generate {
    requires transitive dev.attar.runtime;
    requires transitive dev.attar.text;

    exports dev.attar.runtime.generate;
    exports dev.attar.runtime.generate.scores;
}
