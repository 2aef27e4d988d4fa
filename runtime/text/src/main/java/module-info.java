/** Text to token ids and back, and tasks of models: texts in, answers out. Plain Java. */
module dev.attar.text {
    requires transitive dev.attar.runtime;

    exports dev.attar.runtime.text;
    exports dev.attar.runtime.text.task;
}
