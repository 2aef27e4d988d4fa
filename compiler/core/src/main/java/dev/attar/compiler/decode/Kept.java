package dev.attar.compiler.decode;

import dev.attar.compiler.model.CacheOp.Cache;
import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.Value;

/**
 * What the layers of a decoder keep: keys and values of each attention. An entry point is given a slot for each new token, and for each
 * sequence the slots of all its tokens, the new ones at the end.
 */
final class Kept {
    /** Index (T): the place of each new token in its sequence. */
    static final Value PLACES = new Value("token.places", TensorType.indices(Ragged.TOKENS));

    /** Index (T): where what is made of each new token is kept. */
    static final Value SLOTS = new Value("slots", TensorType.indices(Ragged.TOKENS));

    /** Index (K): where what was made of each token of each sequence is kept. */
    static final Value TOKENS = new Value("kept", TensorType.indices(Ragged.KEPT));

    /** Index (R): where what is made of each token of a source is kept. */
    static final Value SOURCE_SLOTS = new Value("source.slots", TensorType.indices(Ragged.SOURCE_TOKENS));

    /** Index (KS): the same of each token of each source. */
    static final Value SOURCE = new Value("source.kept", TensorType.indices(Ragged.KEPT_SOURCE));

    private Kept() {}

    /** The keys of an attention in each layer. */
    static Cache keys(Value attention, Op.Attention op) {
        return cache(attention, "keys", Cache.Holds.KEYS, op);
    }

    /** Its values. */
    static Cache values(Value attention, Op.Attention op) {
        return cache(attention, "values", Cache.Holds.VALUES, op);
    }

    private static Cache cache(Value attention, String what, Cache.Holds holds, Op.Attention op) {
        boolean source = Decoding.isOfSource(op.key());
        return new Cache(
                attention.name() + "." + what + ".*",
                source ? Ragged.KEPT_SOURCE : Ragged.KEPT,
                holds,
                op.groups(),
                op.headWidth());
    }
}
