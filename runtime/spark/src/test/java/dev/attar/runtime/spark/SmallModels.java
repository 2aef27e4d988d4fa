package dev.attar.runtime.spark;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.Emitted;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.run.InitRun;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Width;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * Three small models with random weights as a user would have them: classes in a jar, weights and a tokenizer in files.
 *
 * @param folder where all of it lies
 */
record SmallModels(Path folder) {
    private static final String STACK = """
        vocabulary 12   context 8   width 12
        embedding { positions learned   norm layer }
        encoder depth 1 {
            attention   { heads 2 }
            feedforward { width 20   activation gelu }
            residual    { norm layer   order post }
        }
        """;
    private static final Map<String, String> HEADS = Map.of(
            "Embeds", "head embed { pool mean   normalize l2 }",
            "Classifies", "head classify { pool cls   classes 3   labels \"bad\", \"fair\", \"good\" }",
            "Tags", "head tokens { classes 2   labels \"other\", \"name\" }");

    /** Words 2 to 11 are known; every text is between the tokens 0 and 1. */
    private static final String TOKENIZER = """
        {"version":"1.0","truncation":null,"padding":null,
         "added_tokens":[
          {"id":0,"content":"[CLS]","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true},
          {"id":1,"content":"[SEP]","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}],
         "normalizer":null,"pre_tokenizer":{"type":"Whitespace"},
         "post_processor":{"type":"BertProcessing","sep":["[SEP]",1],"cls":["[CLS]",0]},
         "decoder":null,
         "model":{"type":"WordLevel","unk_token":"?","vocab":{"[CLS]":0,"[SEP]":1,"?":2,"the":3,"cat":4,"dog":5,"sees":6,
          "Anna":7,"and":8,"a":9,"bird":10,"odd":99}}}
        """;

    static SmallModels in(Path folder) throws IOException {
        SmallModels models = new SmallModels(folder);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(models.jar()))) {
            for (Map.Entry<String, String> head : HEADS.entrySet()) {
                String name = head.getKey();
                Source source =
                        Source.of(name + ".attar", "model " + name + " {\n" + STACK + head.getValue() + "\n}\n");
                Emitted emitted = Compiler.compile(
                        Compiler.check(source),
                        Origin.of(source),
                        CompileOptions.defaults().inPackage("small").withWidths(EnumSet.of(Width.SCALAR)));
                for (Map.Entry<String, byte[]> type :
                        GeneratedClasses.compile(emitted).classes().entrySet()) {
                    jar.putNextEntry(new JarEntry(type.getKey().replace('.', '/') + ".class"));
                    jar.write(type.getValue());
                }
                new InitRun(source, 5).writeTo(models.weights(name));
            }
        }
        Files.writeString(models.tokenizer(), TOKENIZER);
        return models;
    }

    Path jar() {
        return folder.resolve("models.jar");
    }

    Path weights(String model) {
        return folder.resolve(model + ".safetensors");
    }

    Path tokenizer() {
        return folder.resolve("tokenizer.json");
    }

    /** A transformer that knows its model. */
    <T extends TextTransformer<T>> T with(T transformer, String model) {
        return transformer
                .setModel("small." + model)
                .setWeights(weights(model).toString())
                .setTokenizer(tokenizer().toString());
    }
}
