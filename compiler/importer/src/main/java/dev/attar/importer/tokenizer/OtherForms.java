package dev.attar.importer.tokenizer;

import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.Json;
import dev.attar.importer.source.ModelFolder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tokenizers in other forms than {@code tokenizer.json} that the runtime reads: they are copied as they are. What says how texts
 * become ids must be in these files alone; a SentencePiece model by itself knows no special tokens.
 */
final class OtherForms {
    private static final long LARGEST = 256L << 20;

    /** Files that belong together; the first one names the form. */
    private static final List<List<String>> FORMS =
            List.of(List.of("source.spm", "target.spm", "vocab.json"), List.of("vocab.json", "merges.txt"));

    private OtherForms() {}

    /** The first form whose files are all there. */
    static Optional<TokenizerFolder.Content> in(ModelFolder folder) {
        return FORMS.stream()
                .filter(files -> files.stream().allMatch(folder::has))
                .findFirst()
                .map(files -> content(folder, files));
    }

    private static TokenizerFolder.Content content(ModelFolder folder, List<String> names) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        names.forEach(name -> files.put(name, folder.bytes(name, LARGEST).orElseThrow()));
        return new TokenizerFolder.Content(folder.path(names.getFirst()), files, largestId(folder, files));
    }

    private static long largestId(ModelFolder folder, Map<String, byte[]> files) {
        long[] largest = {-1};
        String place = folder.path("vocab.json").toString();
        Json.parse(place, files.get("vocab.json")).properties().forEach(entry -> {
            if (!entry.getValue().isIntegralNumber()) {
                throw new ImportException(place + ": the token '" + entry.getKey() + "' has no number");
            }
            largest[0] = Math.max(largest[0], entry.getValue().asLong());
        });
        return largest[0];
    }
}
