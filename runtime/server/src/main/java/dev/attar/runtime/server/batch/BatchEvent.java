package dev.attar.runtime.server.batch;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One batch of an encoder, for the flight recorder. */
@Name("dev.attar.Batch")
@Label("Batch")
@Category("Attar")
@Description("Sequences of waiting requests that were computed together")
@StackTrace(false)
final class BatchEvent extends Event {
    @Label("Model")
    String model;

    @Label("Requests")
    int requests;

    @Label("Sequences")
    int sequences;

    @Label("Tokens")
    int tokens;
}
