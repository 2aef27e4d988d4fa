package dev.attar.runtime.server.watch;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** One request, for the flight recorder. */
@Name("dev.attar.Request")
@Label("Request")
@Category("Attar")
@Description("A request and its answer")
@StackTrace(false)
public final class RequestEvent extends Event {
    @Label("Endpoint")
    String endpoint;

    @Label("Model")
    String model;

    @Label("Status")
    int status;

    @Label("Tokens Read")
    long promptTokens;

    @Label("Tokens Generated")
    long generatedTokens;

    @Label("Wait")
    @Description("Time in queues and batches")
    @Timespan(Timespan.NANOSECONDS)
    long waited;

    @Label("Request Id")
    String requestId;
}
