/** Training: data, batches, the loop, metrics, checkpoints and reports. */
module dev.attar.train {
    requires transitive dev.attar.runtime;
    requires transitive dev.attar.text;
    requires transitive com.fasterxml.jackson.databind;

    exports dev.attar.runtime.train;
    exports dev.attar.runtime.train.checkpoint;
    exports dev.attar.runtime.train.data;
    exports dev.attar.runtime.train.metric;
}
