package dev.attar.compiler.decode;

import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.Caches;
import dev.attar.compiler.reference.Inputs;
import dev.attar.compiler.reference.Parameters;
import dev.attar.compiler.reference.Reference;
import dev.attar.compiler.reference.Streams;
import dev.attar.compiler.reference.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Conversations that the reference goes on with: each knows where its tokens are kept. Slots are dealt out in no order. */
final class Conversations {
    private final ModelGraph model;
    private final Parameters parameters;
    private final Random random;
    private final Caches caches = new Caches();
    private final List<Integer> free = new ArrayList<>();

    Conversations(ModelGraph model, Parameters parameters, Random random) {
        this.model = model;
        this.parameters = parameters;
        this.random = random;
        for (int slot = 0; slot < 1000; slot++) free.add(slot);
    }

    /** One conversation, and its source where it has one. */
    static final class Conversation {
        private final List<Integer> slots = new ArrayList<>();
        private final List<Integer> sourceSlots = new ArrayList<>();
    }

    Conversation begin() {
        return new Conversation();
    }

    /** One that has read its source; the encoder's hidden states are the result's. */
    double[][] encode(Conversation conversation, int[] source) {
        deal(conversation.sourceSlots, source.length);
        int[] slots = ints(conversation.sourceSlots);
        Streams streams = Streams.none().with(Ragged.SOURCE_TOKENS, Tokens.of(List.of(source)));
        Inputs inputs = new Inputs(Map.of(), Map.of("source.slots", slots));
        return Reference.run(model, "encode", parameters, streams, inputs, caches)
                .get("encoder");
    }

    /** Another one that has seen the same. */
    Conversation fork(Conversation parent) {
        Conversation child = new Conversation();
        child.slots.addAll(parent.slots);
        child.sourceSlots.addAll(parent.sourceSlots);
        return child;
    }

    /** New tokens of several at once. */
    double[][] add(String entry, List<Conversation> all, List<int[]> tokens) {
        List<Integer> places = new ArrayList<>();
        List<Integer> slots = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            List<Integer> own = all.get(i).slots;
            int before = own.size();
            deal(own, tokens.get(i).length);
            slots.addAll(own.subList(before, own.size()));
            for (int place = before; place < own.size(); place++) places.add(place);
        }
        Streams streams = Streams.none()
                .with(Ragged.TOKENS, Tokens.of(tokens))
                .with(
                        Ragged.KEPT,
                        Tokens.of(all.stream().map(c -> ints(c.slots)).toList()));
        if (model.source().isPresent())
            streams = streams.with(
                    Ragged.KEPT_SOURCE,
                    Tokens.of(all.stream().map(c -> ints(c.sourceSlots)).toList()));
        Inputs inputs = new Inputs(Map.of(), Map.of("token.places", ints(places), "slots", ints(slots)));
        String output = model.entryPoint(entry).outputs().getFirst().name();
        return Reference.run(model, entry, parameters, streams, inputs, caches).get(output);
    }

    private void deal(List<Integer> to, int count) {
        for (int i = 0; i < count; i++) to.add(free.remove(random.nextInt(free.size())));
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(i -> i).toArray();
    }
}
