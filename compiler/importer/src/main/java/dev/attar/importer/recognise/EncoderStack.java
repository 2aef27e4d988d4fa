package dev.attar.importer.recognise;

import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.importer.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All layers of an encoder, found from its result down to its embedding.
 *
 * @param layers the first layer first
 * @param embedding what goes into the first layer
 */
record EncoderStack(Order order, List<EncoderLayer> layers, Optional<NormLayer> finalNorm, Term embedding) {

    /** Whether this term can be the result of layers at all. */
    static boolean likely(Term hidden) {
        return hidden.rank() == 3
                && (FeedForwardHalf.match(hidden).isPresent()
                        || NormLayer.match(hidden)
                                .flatMap(n -> FeedForwardHalf.match(n.x()))
                                .isPresent());
    }

    static EncoderStack match(Term hidden, Unexpected unexpected) {
        Optional<NormLayer> norm = NormLayer.match(hidden);
        Optional<FeedForwardHalf> last = norm.flatMap(n -> FeedForwardHalf.match(n.x()));
        if (last.isPresent() && last.get().post()) {
            return post(hidden, unexpected);
        }
        if (last.isPresent()) {
            return pre(norm.get().x(), norm, unexpected);
        }
        if (FeedForwardHalf.match(hidden).isPresent()) {
            return pre(hidden, Optional.empty(), unexpected);
        }
        throw unexpected.refuse(norm.map(NormLayer::x).orElse(hidden), "the result of an encoder layer");
    }

    /** {@code norm(x + f(x))}, twice a layer. */
    private static EncoderStack post(Term hidden, Unexpected unexpected) {
        List<EncoderLayer> layers = new ArrayList<>();
        Term at = hidden;
        while (true) {
            Optional<NormLayer> second = NormLayer.match(at);
            Optional<FeedForwardHalf> feedForward = second.flatMap(n -> FeedForwardHalf.match(n.x()));
            if (feedForward.isEmpty()) {
                return new EncoderStack(Order.POST, layers, Optional.empty(), at);
            }
            Term between = feedForward.get().stream();
            NormLayer first = NormLayer.match(between)
                    .orElseThrow(() -> unexpected.refuse(between, "the norm after an attention"));
            AttentionHalf attention = AttentionHalf.match(first.x())
                    .orElseThrow(() -> unexpected.refuse(first.x(), "a sum with a self-attention"));
            if (!feedForward.get().post() || !attention.post()) {
                throw unexpected.refuse(first.x(), "a layer with both norms after its halves");
            }
            layers.addFirst(new EncoderLayer(attention, first, feedForward.get(), second.get()));
            at = attention.stream();
        }
    }

    /** {@code x + f(norm(x))}, twice a layer. */
    private static EncoderStack pre(Term hidden, Optional<NormLayer> finalNorm, Unexpected unexpected) {
        List<EncoderLayer> layers = new ArrayList<>();
        Term at = hidden;
        while (true) {
            Optional<FeedForwardHalf> feedForward = FeedForwardHalf.match(at);
            if (feedForward.isEmpty()) {
                return new EncoderStack(Order.PRE, layers, finalNorm, at);
            }
            Term between = feedForward.get().stream();
            AttentionHalf attention = AttentionHalf.match(between)
                    .orElseThrow(() -> unexpected.refuse(between, "a sum with a self-attention"));
            if (feedForward.get().post() || attention.post()) {
                throw unexpected.refuse(between, "a layer with both norms before its halves");
            }
            layers.addFirst(new EncoderLayer(
                    attention,
                    NormLayer.match(attention.input()).orElseThrow(),
                    feedForward.get(),
                    NormLayer.match(feedForward.get().input()).orElseThrow()));
            at = attention.stream();
        }
    }
}
