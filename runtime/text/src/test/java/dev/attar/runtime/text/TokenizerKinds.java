package dev.attar.runtime.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A tokenizer file of every kind: those of {@code resources/tokenizers}, and their models with other parts around them. */
final class TokenizerKinds {
    static final List<String> SPECIALS = List.of(
            "[SEP]",
            "[CLS]",
            "[MASK]",
            "[sep]",
            "<s>",
            "</s>",
            "<unk>",
            "<pad>",
            "<mask>",
            "<|endoftext|>",
            " <mask> ",
            "\t<mask>\n",
            "Word",
            "word",
            "WORD",
            "[X]",
            "a[MASK]b",
            "aWordb",
            "<ñ>",
            "<Ñ>");

    private static final String BERT =
            "{'type':'BertNormalizer','clean_text':%s,'handle_chinese_chars':%s,'strip_accents':%s,'lowercase':%s}";
    private static final String CL100K = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r"
            + "\\n"
            + "\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r"
            + "\\n"
            + "]*|\\s*[\\r"
            + "\\n"
            + "]+|\\s+(?!\\S)|\\s+";
    private static final String O200K = "[^\\r"
        + "\\n"
        + "\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r"
        + "\\n"
        + "\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}|"
        + " ?[^\\s\\p{L}\\p{N}]+[\\r"
        + "\\n"
        + "/]*|\\s*[\\r"
        + "\\n"
        + "]+|\\s+(?!\\S)|\\s+";
    private static final String BYTES = "{'type':'ByteLevel','add_prefix_space':%s,'trim_offsets':true,'use_regex':%s}";
    private static final String META = "{'type':'Metaspace','replacement':'▁','prepend_scheme':'%s','split':%s}";

    private TokenizerKinds() {}

    /** The kinds by name. */
    static Map<String, byte[]> all() {
        Map<String, byte[]> kinds = new LinkedHashMap<>();
        for (String name : List.of("wordpiece-uncased", "bytelevel-gpt2", "bytelevel-roberta", "unigram-t5")) {
            kinds.put(name, resource(name + ".json"));
        }
        kinds.put("minilm", MiniLm.json());
        String wordPiece = model("wordpiece-uncased");
        String bytes = model("bytelevel-roberta");
        String unigram = model("unigram-t5");
        String blanks =
                "{'type':'Sequence','pretokenizers':[{'type':'WhitespaceSplit'},{'type':'Punctuation','behavior':'%s'},"
                        + "{'type':'Digits','individual_digits':%s}]}";
        kinds.put(
                "wordpiece-cased",
                file(
                        BERT.formatted(false, true, "null", false),
                        "{'type':'BertPreTokenizer'}",
                        "{'type':'BertProcessing','sep':['[SEP]',3],'cls':['[CLS]',2]}",
                        "null",
                        wordPiece));
        kinds.put(
                "wordpiece-accents",
                file(
                        BERT.formatted(true, false, true, false),
                        blanks.formatted("Isolated", true),
                        "null",
                        "{'type':'WordPiece','prefix':'##','cleanup':false}",
                        wordPiece));
        kinds.put(
                "wordpiece-whitespace",
                file(
                        sequence("{'type':'NFKD'},{'type':'StripAccents'},{'type':'Lowercase'}"),
                        "{'type':'Whitespace'}",
                        "null",
                        "{'type':'CTC','pad_token':'[PAD]','word_delimiter_token':'|','cleanup':true}",
                        wordPiece));
        kinds.put(
                "llama3",
                file(
                        "null",
                        split(CL100K),
                        "{'type':'Sequence','processors':[" + BYTES.formatted(true, false)
                                + ",{'type':'TemplateProcessing','single':[{'SpecialToken':{'id':'<s>','type_id':0}},{'Sequence':{'id':'A',"
                                + "'type_id':0}}],'pair':[{'Sequence':{'id':'A','type_id':0}},{'SpecialToken':{'id':'<s>','type_id':1}},"
                                + "{'Sequence':{'id':'B','type_id':1}}],'special_tokens':{'<s>':{'id':'<s>','ids':[0,7],'tokens':['<s>','x']}}}]}",
                        BYTES.formatted(true, true),
                        bytes.replace("\"ignore_merges\": false", "\"ignore_merges\": true")));
        kinds.put(
                "qwen2",
                file(
                        "{'type':'NFC'}",
                        split(CL100K.replace("{1,3}", "")),
                        BYTES.formatted(false, false),
                        BYTES.formatted(false, false),
                        bytes));
        kinds.put("o200k", file("null", split(O200K), "null", BYTES.formatted(false, false), bytes));
        kinds.put(
                "roberta-prefix",
                file(
                        "null",
                        BYTES.formatted(true, true),
                        "{'type':'RobertaProcessing','sep':['</s>',2],"
                                + "'cls':['<s>',0],'trim_offsets':true,'add_prefix_space':true}",
                        BYTES.formatted(true, true),
                        bytes));
        kinds.put(
                "bytes-normalizer",
                file(
                        "{'type':'ByteLevel'}",
                        "null",
                        "null",
                        "{'type':'ByteLevel'}"
                                .replace("}", ",'add_prefix_space':true,'trim_offsets':true,'use_regex':true}"),
                        bytes));
        kinds.put(
                "xlm-roberta",
                file(
                        "{'type':'Precompiled','precompiled_charsmap':'" + charsMap() + "'}",
                        "{'type':'Sequence','pretokenizers':[{'type':'WhitespaceSplit'},"
                                + META.formatted("always", true) + "]}",
                        "null",
                        META.formatted("always", true),
                        unigram));
        kinds.put(
                "t5",
                file(
                        sequence("{'type':'Precompiled','precompiled_charsmap':'" + charsMap()
                                + "'},{'type':'Strip','strip_left':false,'strip_right':true},{'type':'Replace','pattern':{'Regex':'"
                                + " {2,}'},'content':'▁'}"),
                        META.formatted("first", true),
                        "null",
                        META.formatted("first", true),
                        unigram));
        kinds.put(
                "albert",
                file(
                        sequence("{'type':'Replace','pattern':{'String':'``'},'content':'\\\"'},{'type':'NFKD'},"
                                + "{'type':'StripAccents'},{'type':'Lowercase'}"),
                        META.formatted("never", true),
                        "null",
                        META.formatted("never", true),
                        unigram));
        kinds.put(
                "unigram-bytes",
                file(
                        "{'type':'Nmt'}",
                        META.formatted("always", false),
                        "null",
                        "{'type':'Sequence','decoders':[{'type':'ByteFallback'},{'type':'Metaspace','replacement':'▁',"
                                + "'add_prefix_space':true}]}",
                        withBytes(unigram)));
        kinds.put(
                "llama2",
                file(
                        sequence("{'type':'Prepend','prepend':'▁'},{'type':'Replace','pattern':{'String':' '},"
                                + "'content':'▁'}"),
                        "null",
                        "null",
                        "{'type':'Sequence','decoders':[{'type':'Replace','pattern':{'String':'▁'},'content':'"
                                + " '},{'type':'ByteFallback'},{'type':'Fuse'},{'type':'Strip','content':'"
                                + " ','start':1,'stop':0}]}",
                        llama2(true, true)));
        kinds.put(
                "bpe-unknown",
                file(
                        "{'type':'NFKC'}",
                        blanks.formatted("MergedWithPrevious", false),
                        "null",
                        "{'type':'BPEDecoder','suffix':'</w>'}",
                        llama2(false, false)));
        kinds.put(
                "bpe-dropped",
                file(
                        "{'type':'NFD'}",
                        blanks.formatted("MergedWithNext", false),
                        "null",
                        "null",
                        llama2(false, true).replace("\"unk_token\": \"<unk>\"", "\"unk_token\": null")));
        kinds.put(
                "contiguous",
                file(
                        "{'type':'Strip','strip_left':true,'strip_right':true}",
                        blanks.formatted("Contiguous", false),
                        "null",
                        "null",
                        wordPiece));
        kinds.put(
                "removed",
                file(
                        "null",
                        "{'type':'Sequence','pretokenizers':[{'type':'Split','pattern':{'Regex':'\\\\d+|[aeiou]'},"
                            + "'behavior':'Removed','invert':false},{'type':'CharDelimiterSplit','delimiter':'-'},{'type':'FixedLength',"
                            + "'length':3}]}",
                        "null",
                        "null",
                        wordPiece));
        return kinds;
    }

    /** A file; single quotes stand for double ones. */
    private static byte[] file(
            String normalizer, String preTokenizer, String postProcessor, String decoder, String model) {
        String parts = "{'version':'1.0','truncation':null,'padding':null,'added_tokens':["
                + added("<mask>", false, true, true, false, true) + ","
                + added("[MASK]", false, false, false, false, true) + ","
                + added("</s>", false, false, false, true, true) + ","
                + added("<ñ>", false, false, false, true, false) + ","
                + added("Word", true, false, false, true, false) + ","
                + added("[X]", false, false, true, false, false)
                + "],'normalizer':" + normalizer + ",'pre_tokenizer':" + preTokenizer + ",'post_processor':"
                + postProcessor
                + ",'decoder':" + decoder + ",'model':";
        return (parts.replace('\'', '"') + model + "}").getBytes(StandardCharsets.UTF_8);
    }

    private static String added(
            String content, boolean single, boolean left, boolean right, boolean normalized, boolean special) {
        return "{'id':0,'content':'%s','single_word':%s,'lstrip':%s,'rstrip':%s,'normalized':%s,'special':%s}"
                .formatted(content, single, left, right, normalized, special);
    }

    private static String sequence(String normalizers) {
        return "{'type':'Sequence','normalizers':[" + normalizers + "]}";
    }

    private static String split(String pattern) {
        return "{'type':'Sequence','pretokenizers':[{'type':'Split','pattern':{'Regex':'"
                + pattern.replace("\\", "\\\\").replace("'", "\\u0027")
                + "'},'behavior':'Isolated','invert':false}," + BYTES.formatted(false, false) + "]}";
    }

    static byte[] resource(String name) {
        try (InputStream in = TokenizerKinds.class.getResourceAsStream("/tokenizers/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String name) {
        return new String(resource(name), StandardCharsets.UTF_8);
    }

    /** The model of a file, which is its last member. */
    private static String model(String name) {
        String file = text(name + ".json");
        return file.substring(file.indexOf("\"model\":") + 8, file.lastIndexOf('}'));
    }

    /** The table inside a SentencePiece model, by its place in the file. */
    private static String charsMap() {
        byte[] model = resource("marian/source.spm");
        byte[] name = "nmt_nfkc".getBytes(StandardCharsets.US_ASCII);
        int at = 0;
        while (!Arrays.equals(model, at, at + name.length, name, 0, name.length)) {
            at++;
        }
        at += name.length + 1; // the tag of the next field
        int size = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = model[at++];
            size |= (b & 0x7F) << shift;
            if (b >= 0) {
                return Base64.getEncoder().encodeToString(Arrays.copyOfRange(model, at, at + size));
            }
        }
    }

    /** A unigram vocabulary with some of the tokens for bytes, and with fallback to them. */
    private static String withBytes(String unigram) {
        StringBuilder pieces = new StringBuilder();
        for (int b = 0; b < 256; b++) {
            if (b != 0xF0) {
                pieces.append(",[\"<0x%02X>\",0.0]".formatted(b));
            }
        }
        int end = unigram.lastIndexOf(']');
        return (unigram.substring(0, end) + pieces + unigram.substring(end))
                .replace("\"byte_fallback\": false", "\"byte_fallback\": true");
    }

    /** RoBERTa's merges of ASCII letters as merges of SentencePiece. */
    private static String llama2(boolean byteFallback, boolean fuse) {
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        for (String special : List.of("<unk>", "<s>", "</s>")) {
            vocabulary.put(special, vocabulary.size());
        }
        for (int b = 0; byteFallback && b < 256; b++) {
            vocabulary.put("<0x%02X>".formatted(b), vocabulary.size());
        }
        "▁abcdefghijklmnopqrstuvwxyzABCDEFGHIJ.,é東"
                .codePoints()
                .forEach(c -> vocabulary.put(Character.toString(c), vocabulary.size()));
        StringBuilder merges = new StringBuilder();
        String model = model("bytelevel-roberta");
        Matcher pairs = Pattern.compile("\\[\\s*\"(\\p{Alpha}+|Ġ\\p{Alpha}*)\",\\s*\"(\\p{Alpha}+)\"\\s*\\]")
                .matcher(model.substring(model.indexOf("\"merges\"")));
        while (pairs.find()) {
            String first = pairs.group(1).replace('Ġ', '▁');
            String second = pairs.group(2);
            if (vocabulary.containsKey(first) && vocabulary.containsKey(second)) {
                vocabulary.putIfAbsent(first + second, vocabulary.size());
                merges.append(merges.isEmpty() ? "" : ",").append("\"" + first + " " + second + "\"");
            }
        }
        String tokens = vocabulary.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(","));
        return "{\"type\":\"BPE\",\"dropout\":null,\"unk_token\": \"<unk>\",\"continuing_subword_prefix\":null,"
                + "\"end_of_word_suffix\":null,\"fuse_unk\":" + fuse + ",\"byte_fallback\":" + byteFallback
                + ",\"ignore_merges\":false,\"vocab\":{" + tokens + "},\"merges\":[" + merges + "]}";
    }
}
