package dev.attar.runtime.text.model;

import java.util.Arrays;

/** Tokens by their characters: a tree whose edges are in one hash table. The root is node 0. */
final class Trie {
    /** What a node or an edge that is absent is. */
    static final int NONE = -1;

    private static final int MOST_CHARACTERS = 1 << 24;

    private long[] keys = new long[1 << 12];
    private int[] children = new int[1 << 12];
    private int[] values = new int[1 << 10];
    private int nodes = 1;

    Trie() {
        Arrays.fill(keys, -1);
        Arrays.fill(values, NONE);
    }

    /** Adds a token; of equal ones the last one counts. */
    void put(String token, int value) {
        put(token.codePoints().toArray(), value);
    }

    void put(int[] token, int value) {
        int node = 0;
        for (int c : token) {
            int child = child(node, c);
            node = child == NONE ? addChild(node, c) : child;
        }
        values[node] = value;
    }

    int child(int node, int c) {
        long key = (long) node << 21 | c;
        int slot = slot(key) & keys.length - 1;
        while (true) {
            long found = keys[slot];
            if (found == key) {
                return children[slot];
            }
            if (found == -1) {
                return NONE;
            }
            slot = slot + 1 & keys.length - 1;
        }
    }

    /** The value of the token that ends at a node, or {@link #NONE}. */
    int value(int node) {
        return values[node];
    }

    /** The value of a token, or {@link #NONE}. */
    int find(int[] text, int begin, int end) {
        int node = 0;
        for (int i = begin; i < end && node != NONE; i++) {
            node = child(node, text[i]);
        }
        return node == NONE ? NONE : values[node];
    }

    private int addChild(int node, int c) {
        if (nodes == MOST_CHARACTERS) {
            throw new IllegalArgumentException("a vocabulary of more than " + MOST_CHARACTERS + " characters");
        }
        if (nodes == values.length) {
            values = Arrays.copyOf(values, 2 * nodes);
            Arrays.fill(values, nodes, 2 * nodes, NONE);
        }
        if (nodes * 2 > keys.length) {
            grow();
        }
        insert((long) node << 21 | c, nodes);
        return nodes++;
    }

    private void insert(long key, int child) {
        int slot = slot(key) & keys.length - 1;
        while (keys[slot] != -1) {
            slot = slot + 1 & keys.length - 1;
        }
        keys[slot] = key;
        children[slot] = child;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldChildren = children;
        keys = new long[2 * oldKeys.length];
        children = new int[keys.length];
        Arrays.fill(keys, -1);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != -1) {
                insert(oldKeys[i], oldChildren[i]);
            }
        }
    }

    private static int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }
}
