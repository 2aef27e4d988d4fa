package dev.attar.examples.lucene;

import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.task.TextEmbedder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.Directory;

/** Passages with their vectors in a Lucene index, which finds near ones through its graph (HNSW). */
final class PassageIndex implements AutoCloseable {
    private static final String TEXT = "text";
    private static final String VECTOR = "vector";

    /** The graph is a short cut, and misses some of the nearest when it is asked for few: with more candidates it misses fewer. */
    private static final int CANDIDATES = 100;

    private final TextEmbedder embedder;
    private final DirectoryReader reader;

    private PassageIndex(TextEmbedder embedder, DirectoryReader reader) {
        this.embedder = embedder;
        this.reader = reader;
    }

    /** Writes an index of these passages, in place of what was there. */
    static void write(Directory directory, TextEmbedder embedder, List<String> passages) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig().setOpenMode(IndexWriterConfig.OpenMode.CREATE);
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            Matrix vectors = embedder.embed(passages);
            for (int i = 0; i < passages.size(); i++) {
                Document document = new Document();
                document.add(new StoredField(TEXT, passages.get(i)));
                // The dot product of vectors of length 1 is their cosine.
                document.add(new KnnFloatVectorField(VECTOR, vectors.row(i), VectorSimilarityFunction.DOT_PRODUCT));
                writer.addDocument(document);
            }
        }
    }

    static PassageIndex open(Directory directory, TextEmbedder embedder) throws IOException {
        return new PassageIndex(embedder, DirectoryReader.open(directory));
    }

    /** The passages nearest to a question, the nearest first. */
    List<Hit> search(String question, int count) throws IOException {
        IndexSearcher searcher = new IndexSearcher(reader);
        StoredFields stored = searcher.storedFields();
        List<Hit> hits = new ArrayList<>();
        KnnFloatVectorQuery query =
                new KnnFloatVectorQuery(VECTOR, embedder.embed(question), Math.max(count, CANDIDATES));
        for (ScoreDoc found : searcher.search(query, count).scoreDocs) {
            float cosine = 2 * found.score - 1; // Lucene's score is (1 + cosine) / 2
            hits.add(new Hit(stored.document(found.doc).get(TEXT), cosine));
        }
        return hits;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
