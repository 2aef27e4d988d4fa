package dev.attar.cli;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Embedder;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Session;
import dev.attar.runtime.kernel.EntryPlan;
import java.util.List;

/** A session of a model with {@code head embed}, as the generated class would show it. */
record SessionEmbedder(Session session, int head, int plain) implements Embedder {
    static SessionEmbedder of(Session session) {
        List<String> outputs = session.plan().entries().getFirst().outputs().stream()
                .map(EntryPlan.Output::name)
                .toList();
        int head = outputs.indexOf("head");
        int plain = outputs.indexOf("unnormalized");
        return new SessionEmbedder(session, head, plain < 0 ? head : plain);
    }

    @Override
    public Matrix embed(Batch batch) {
        return session.run(batch, head);
    }

    @Override
    public float[] embed(int... ids) {
        return session.run(ids, head);
    }

    @Override
    public Matrix unnormalized(Batch batch) {
        return session.run(batch, plain);
    }

    @Override
    public int dimension() {
        return session.plan().entries().getFirst().outputs().get(head).columns();
    }

    @Override
    public int context() {
        return session.plan().most("tokens");
    }

    @Override
    public void close() {
        session.close();
    }
}
