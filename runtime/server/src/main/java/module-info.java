/** Models behind HTTP: the requests of OpenAI's and text-embeddings-inference's clients, metrics, and a page to try models. */
module dev.attar.server {
    requires transitive dev.attar.runtime;
    requires transitive dev.attar.text;
    requires transitive dev.attar.generate;
    requires com.fasterxml.jackson.databind;
    requires io.helidon.http;
    requires io.helidon.webserver;
    requires io.prometheus.metrics.config;
    requires io.prometheus.metrics.core;
    requires io.prometheus.metrics.model;
    requires io.prometheus.writer.text;
    requires jdk.jfr;

    exports dev.attar.runtime.server;
    exports dev.attar.runtime.server.model;
}
