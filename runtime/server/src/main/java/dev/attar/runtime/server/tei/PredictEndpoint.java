package dev.attar.runtime.server.tei;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.runtime.server.batch.LiveModel;
import dev.attar.runtime.server.http.ApiException;
import dev.attar.runtime.server.http.Endpoint;
import dev.attar.runtime.server.http.Exchange;
import dev.attar.runtime.server.http.RequestBody;
import dev.attar.runtime.server.http.ServedModels;
import dev.attar.runtime.server.model.ServedTask;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.task.Classification;
import dev.attar.runtime.text.task.LabelScore;
import dev.attar.runtime.text.task.Probability;
import dev.attar.runtime.text.task.TextClassifier;
import dev.attar.runtime.text.task.TextPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code POST /predict}: the classes of a text, of a pair of texts, or of each of several. The inputs are a text, an array of one text
 * or of a pair, or an array of such arrays.
 */
public record PredictEndpoint(ServedModels models) implements Endpoint {
    @Override
    public void answer(Exchange exchange) {
        RequestBody body = exchange.body();
        LiveModel model = models.choose(body.text("model"), "classify", ServedTask.Classifies.class::isInstance);
        ServedTask.Classifies task = (ServedTask.Classifies) model.served().task();
        JsonNode given = body.value("inputs")
                .orElseThrow(
                        () -> ApiException.of(400, "missing_parameter", "inputs", "inputs is missing: give a text"));
        boolean several = given.isArray() && !given.isEmpty() && given.get(0).isArray();
        List<List<String>> inputs = several
                ? each(given, exchange.limits().texts())
                : List.of(given.isTextual() ? List.of(given.textValue()) : one("inputs", given));
        boolean raw = body.flag("raw_scores", false);
        LongInput longTexts = Truncation.of(body).orElse(LongInput.REFUSE);
        body.end();
        exchange.enter(model);
        TextClassifier classifier = TextClassifier.of(
                        batch -> model.run(batch, exchange.caller()),
                        model.served().tokenizer(),
                        task.labels())
                .withProbability(raw ? Probability.NONE : task.probability())
                .withLongTexts(longTexts);
        List<Classification> classes = classify(classifier, inputs);
        exchange.answer(out -> {
            if (several) {
                out.writeStartArray();
                for (Classification each : classes) {
                    write(each, out);
                }
                out.writeEndArray();
            } else {
                write(classes.getFirst(), out);
            }
        });
    }

    private static List<List<String>> each(JsonNode given, int most) {
        RequestBody.checkSize("inputs", given, most);
        List<List<String>> inputs = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            inputs.add(one("inputs[" + i + "]", given.get(i)));
        }
        return inputs;
    }

    private static List<String> one(String name, JsonNode given) {
        if (!given.isArray() || given.isEmpty() || given.size() > 2) {
            throw RequestBody.wrong(name, "a text, or an array of one or two texts", given);
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            texts.add(RequestBody.text(name + "[" + i + "]", given.get(i)));
        }
        return texts;
    }

    /** Texts and pairs each in calls of their own, results in the order of the inputs. */
    private static List<Classification> classify(TextClassifier classifier, List<List<String>> inputs) {
        List<String> texts = new ArrayList<>();
        List<TextPair> pairs = new ArrayList<>();
        for (List<String> input : inputs) {
            if (input.size() == 1) {
                texts.add(input.getFirst());
            } else {
                pairs.add(new TextPair(input.get(0), input.get(1)));
            }
        }
        var ofTexts = texts.isEmpty()
                ? List.<Classification>of().iterator()
                : classifier.classify(texts).iterator();
        var ofPairs = pairs.isEmpty()
                ? List.<Classification>of().iterator()
                : classifier.classifyPairs(pairs).iterator();
        List<Classification> all = new ArrayList<>();
        for (List<String> input : inputs) {
            all.add(input.size() == 1 ? ofTexts.next() : ofPairs.next());
        }
        return all;
    }

    private static void write(Classification classes, JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (LabelScore label : classes.labels()) {
            out.writeStartObject();
            out.writeNumberField("score", label.score());
            out.writeStringField("label", label.label());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
