package dev.attar.importer.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.importer.source.ImportException;
import dev.attar.importer.tensor.TensorData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** PyTorch's checkpoints: tensors are read, and nothing else is done. */
class TorchFileTest {
    private static final Path FILE = Path.of("pytorch_model.bin");

    private static byte[] published() throws IOException {
        try (InputStream in = TorchFileTest.class.getResourceAsStream("/folders/bert-classify-bin/pytorch_model.bin")) {
            return in.readAllBytes();
        }
    }

    private static StoredTensors read(byte[] file) {
        return TorchFile.read(FILE, MemorySegment.ofArray(file));
    }

    private static String refusal(byte[] file) {
        return assertThrows(ImportException.class, () -> read(file)).getMessage();
    }

    /** An archive as PyTorch writes it, with this pickle and one storage. */
    private static byte[] archive(byte[] pickle, boolean compressed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file :
                    Map.of("m/data.pkl", pickle, "m/data/0", new byte[64]).entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                if (!compressed) {
                    CRC32 crc = new CRC32();
                    crc.update(file.getValue());
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(file.getValue().length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        }
        return out.toByteArray();
    }

    private static byte[] archive(String pickle) throws IOException {
        return archive(pickle.getBytes(StandardCharsets.ISO_8859_1), false);
    }

    private static String text(String text) {
        return "X" + (char) text.length() + "\0\0\0" + text;
    }

    /** A dictionary with one tensor of two rows of three, from the fifth float of the storage on. */
    private static String tensor(String storage, String shape, String strides) {
        return "\u0080\u0002}" + text("w") + "ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage") + "ctorch\n"
                + storage
                + "\n" + text("0") + text("cpu") + "K\u0010tQK\u0005" + shape + strides
                + "\u0089ccollections\nOrderedDict\n)RtRs.";
    }

    @Test
    void tensorsOfAnArchiveAreRead() throws IOException {
        Map<String, TensorData> tensors = read(archive(
                        tensor("FloatStorage", "K\u0002K\u0003\u0086", "K\u0003K\u0001\u0086")))
                .tensors();
        assertEquals("w[2, 3]", tensors.get("w").toString());
        assertEquals(57, read(published()).tensors().size());
    }

    @Test
    void nothingIsExecuted() throws IOException {
        String call = refusal(archive("\u0080\u0002cos\nsystem\n" + text("true") + "\u0085R."));
        assertTrue(call.contains("os.system") && call.contains("not executed"), call);
        assertTrue(refusal(archive("\u0080\u0002cbuiltins\neval\n" + text("1") + "\u0085R."))
                .contains("builtins.eval"));
        // Protocol 0's way to make an object, and protocol 2's.
        assertTrue(refusal(archive("\u0080\u0002(ios\nsystem\n.")).contains("'i'"));
        assertTrue(refusal(archive("\u0080\u0002cos\nsystem\n)\u0081.")).contains("0x81"));
        // A state that a class of its own would take.
        assertTrue(refusal(archive("\u0080\u0002]}b.")).contains("state of its own"));
    }

    @Test
    void whatIsNoStateDictionaryIsRefused() throws IOException {
        assertTrue(refusal(archive("\u0080\u0002].")).contains("no dictionary"));
        assertTrue(
                refusal(archive("\u0080\u0002}" + text("epoch") + "K\u0003s.")).contains("'epoch'"));
        assertTrue(refusal(archive("\u0080\u0002}" + text("epoch"))).contains("truncated"));
        assertTrue(refusal(archive(tensor("QInt8Storage", "K\u0002\u0085", "K\u0001\u0085")))
                .contains("QInt8Storage"));
        assertTrue(refusal(archive(tensor("FloatStorage", "K\u0002K\u0003\u0086", "K\u0001K\u0002\u0086")))
                .contains("strides"));
        assertTrue(refusal(archive(tensor("FloatStorage", "K\u0063\u0085", "K\u0001\u0085")))
                .contains("does not fit"));
        assertTrue(refusal(archive("\u0080\u0002}.".getBytes(StandardCharsets.ISO_8859_1), true))
                .contains("compressed"));
    }

    @Test
    void theFormatBefore16IsRefusedWithTheLinesThatConvertIt() {
        byte[] magic = HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa850192e8002");
        String message = refusal(magic);
        assertTrue(message.contains("import torch\n"), message);
        assertTrue(message.contains("torch.save(torch.load(\"pytorch_model.bin\""), message);
        assertTrue(refusal(new byte[] {1, 2, 3}).contains("no zip archive"));
    }

    /** Whatever is changed, the file is read or refused. */
    @Test
    void damagedFilesAreReadOrRefused() throws IOException {
        byte[] whole = published();
        byte[] small = archive(tensor("FloatStorage", "K\u0002K\u0003\u0086", "K\u0003K\u0001\u0086"));
        Random random = new Random(20);
        int refused = 0;
        for (int i = 0; i < 30_000; i++) {
            byte[] file = i % 10 == 0 ? whole.clone() : small.clone();
            // The pickle stands first, the directory last; the weights between them mean nothing here.
            int edge = Math.min(file.length, 11_000);
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                int at = random.nextBoolean() ? random.nextInt(edge) : file.length - 1 - random.nextInt(edge);
                file[at] = (byte) (random.nextInt(3) == 0 ? 0xFF : random.nextInt(256));
            }
            byte[] tried = random.nextInt(10) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;
            try {
                read(tried);
            } catch (ImportException e) {
                refused++;
            }
        }
        assertTrue(refused > 3_000, "only " + refused + " were refused");
    }
}
