package dev.attar.runtime.text.file;

import dev.attar.runtime.text.json.Json;
import dev.attar.runtime.text.post.Layout;
import dev.attar.runtime.text.post.Layout.Part;
import dev.attar.runtime.text.post.PostProcessing;
import java.util.ArrayList;
import java.util.List;

/** The post-processor of a {@code tokenizer.json}. */
final class PostProcessorJson {
    private PostProcessorJson() {}

    static PostProcessing read(Json part) {
        if (part.isNull()) {
            return PostProcessing.NONE;
        }
        String type = part.get("type").string();
        return switch (type) {
            case "BertProcessing" -> PostProcessing.bert(tokenId(part.get("cls")), tokenId(part.get("sep")));
            case "RobertaProcessing" ->
                PostProcessing.roberta(tokenId(part.get("cls")), tokenId(part.get("sep")), trims(part));
            case "ByteLevel" ->
                new PostProcessing(PostProcessing.NONE.single(), PostProcessing.NONE.pair(), trims(part));
            case "TemplateProcessing" ->
                new PostProcessing(template(part, "single", 1), template(part, "pair", 2), List.of());
            case "Sequence" -> sequence(part.get("processors"));
            default -> throw TokenizerJson.unknownType(part, type);
        };
    }

    /** Any number of steps that trim places, and at most one that adds tokens. */
    private static PostProcessing sequence(Json steps) {
        List<Boolean> trims = new ArrayList<>();
        PostProcessing adds = null;
        for (Json step : steps.elements()) {
            PostProcessing processing = read(step);
            boolean adding = !step.get("type").string().equals("ByteLevel");
            if (adding && adds != null) {
                throw step.fault("a second step that adds tokens is not supported");
            }
            adds = adding ? processing : adds;
            trims.addAll(processing.trims());
        }
        PostProcessing layouts = adds == null ? PostProcessing.NONE : adds;
        return new PostProcessing(layouts.single(), layouts.pair(), trims);
    }

    private static List<Boolean> trims(Json part) {
        boolean blankFirst = part.get("add_prefix_space").bool();
        return part.get("trim_offsets").bool() ? List.of(blankFirst) : List.of();
    }

    private static int tokenId(Json pair) {
        List<Json> values = pair.elements();
        if (values.size() != 2) {
            throw pair.fault("a token and its id are expected");
        }
        values.get(0).string();
        return values.get(1).index();
    }

    private static Layout template(Json part, String name, int texts) {
        List<Part> parts = new ArrayList<>();
        for (Json piece : part.get(name).elements()) {
            Json sequence = piece.get("Sequence");
            Json special = piece.get("SpecialToken");
            if (!sequence.isNull()) {
                String id = sequence.get("id").string();
                int text = id.equals("A") ? 0 : id.equals("B") ? 1 : -1;
                if (text < 0 || text >= texts) {
                    throw sequence.fault(texts == 1 ? "A is expected" : "A or B is expected");
                }
                if (parts.stream().anyMatch(p -> p instanceof Layout.TextPart(int t, int segment) && t == text)) {
                    throw sequence.fault("the same text a second time is not supported");
                }
                parts.add(new Layout.TextPart(text, sequence.get("type_id").index()));
            } else {
                parts.add(new Layout.SpecialPart(
                        ids(part, special), special.get("type_id").index()));
            }
        }
        return new Layout(parts);
    }

    private static List<Integer> ids(Json part, Json special) {
        String name = special.get("id").string();
        if (!(part.get("special_tokens").members().containsKey(name))) {
            throw special.fault("special_tokens has no \"" + name + "\"");
        }
        return part.get("special_tokens").get(name).get("ids").elements().stream()
                .map(Json::index)
                .toList();
    }
}
