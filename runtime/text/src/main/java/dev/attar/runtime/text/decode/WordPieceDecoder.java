package dev.attar.runtime.text.decode;

import java.util.ArrayList;
import java.util.List;

/**
 * Tokens that continue a word lose their prefix, the others get a blank before them.
 *
 * @param cleanUp whether blanks before punctuation and inside English contractions are dropped, in each token by itself
 */
public record WordPieceDecoder(String prefix, boolean cleanUp) implements Decoder {
    private static final String[][] REPLACEMENTS = {
        {" .", "."},
        {" ?", "?"},
        {" !", "!"},
        {" ,", ","},
        {" ' ", "'"},
        {" n't", "n't"},
        {" 'm", "'m"},
        {" do not", " don't"},
        {" 's", "'s"},
        {" 've", "'ve"},
        {" 're", "'re"}
    };

    @Override
    public List<String> apply(List<String> tokens) {
        List<String> result = new ArrayList<>(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            String text = i == 0 ? token : token.startsWith(prefix) ? token.substring(prefix.length()) : " " + token;
            result.add(cleanUp ? cleanUp(text) : text);
        }
        return result;
    }

    static String cleanUp(String text) {
        String result = text;
        for (String[] replacement : REPLACEMENTS) {
            result = result.replace(replacement[0], replacement[1]);
        }
        return result;
    }
}
