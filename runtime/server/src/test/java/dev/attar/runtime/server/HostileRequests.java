package dev.attar.runtime.server;

import java.util.List;
import java.util.Random;

/** Requests that were sound once: bytes lost, doubled and changed, values out of their range, bodies at the wrong path. */
final class HostileRequests {
    private static final String[][] SOUND = {
        {
            "/v1/embeddings",
            "{\"model\":\"embeds\",\"input\":[\"the cat\",\"Anna\"],\"encoding_format\":\"base64\",\"user\":\"u\"}"
        },
        {"/v1/embeddings", "{\"model\":\"embeds\",\"input\":[[0,3,1],[0,4,1]]}"},
        {
            "/v1/completions",
            "{\"prompt\":\"ab\",\"max_tokens\":4,\"temperature\":0.5,\"top_p\":0.9,\"seed\":1,\"stop\":[\"x\"]}"
        },
        {"/v1/completions", "{\"prompt\":[97,98],\"max_tokens\":3,\"n\":2,\"logprobs\":2,\"logit_bias\":{\"97\":5}}"},
        {"/v1/completions", "{\"prompt\":\"ab\",\"max_tokens\":3,\"beams\":2,\"stream\":true}"},
        {
            "/v1/chat/completions",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"max_tokens\":3,\"stream\":true}"
        },
        {
            "/v1/chat/completions",
            "{\"messages\":[{\"role\":\"system\",\"content\":[{\"type\":\"text\",\"text\":\"s\"}]}],\"max_tokens\":3}"
        },
        {"/embed", "{\"inputs\":[\"the cat\",\"a\"],\"normalize\":false,\"truncate\":true,\"prompt_name\":\"query\"}"},
        {"/rerank", "{\"query\":\"the\",\"texts\":[\"cat\",\"dog\"],\"raw_scores\":true,\"return_text\":true}"},
        {"/predict", "{\"model\":\"classifies\",\"inputs\":[[\"the\"],[\"the\",\"cat\"]]}"},
        {"/tag", "{\"inputs\":\"the cat\",\"aggregation\":\"first\"}"},
        {"/translate", "{\"inputs\":[\"abc\",\"d\"],\"max_tokens\":4,\"beams\":2}"},
        {"/tokenize", "{\"model\":\"embeds\",\"inputs\":\"the cat\",\"add_special_tokens\":false}"},
        {"/decode", "{\"model\":\"embeds\",\"ids\":[[0,3,1]],\"skip_special_tokens\":false}"},
    };
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e999",
            "1e-999",
            "99999999999999999999",
            "0.5",
            "\"\"",
            "\"x\"",
            "[]",
            "{}",
            "[[[[]]]]",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "[1,\"a\"]",
            "{\"a\":1}",
            "2147483647",
            "-2147483648",
            "\"😀 \"");

    private final Random random;

    HostileRequests(long seed) {
        random = new Random(seed);
    }

    /** A path and a body. */
    record Request(String path, String body) {}

    Request next() {
        String[] sound = SOUND[random.nextInt(SOUND.length)];
        String path = random.nextInt(10) == 0 ? SOUND[random.nextInt(SOUND.length)][0] : sound[0];
        StringBuilder body = new StringBuilder(sound[1]);
        for (int i = random.nextInt(4); i > 0 && !body.isEmpty(); i--) {
            mutate(body);
        }
        return new Request(path, body.toString());
    }

    private void mutate(StringBuilder body) {
        int at = random.nextInt(body.length());
        switch (random.nextInt(6)) {
            case 0 -> body.deleteCharAt(at);
            case 1 -> body.insert(at, (char) (32 + random.nextInt(95)));
            case 2 -> body.setCharAt(at, (char) random.nextInt(0x300));
            case 3 -> body.delete(at, Math.min(body.length(), at + 1 + random.nextInt(8)));
            case 4 -> body.insert(at, body.substring(at, Math.min(body.length(), at + 1 + random.nextInt(12))));
            default -> value(body);
        }
    }

    /** Puts another value in the place of a member's. */
    private void value(StringBuilder body) {
        int colon = body.indexOf(":", random.nextInt(body.length()));
        if (colon < 0) {
            return;
        }
        int end = colon + 1;
        while (end < body.length() && body.charAt(end) != ',' && body.charAt(end) != '}') {
            end++;
        }
        body.replace(colon + 1, end, VALUES.get(random.nextInt(VALUES.size())));
    }
}
