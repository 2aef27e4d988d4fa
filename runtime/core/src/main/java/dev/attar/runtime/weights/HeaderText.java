package dev.attar.runtime.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes the header of a safetensors file; {@link SafetensorsHeader} reads it. */
public final class HeaderText {
    private HeaderText() {}

    /**
     * The first bytes of the file: the header's length, then the header, padded with blanks to a multiple of 8.
     *
     * @throws IllegalArgumentException when the header would be longer than the format allows
     */
    public static byte[] bytes(Map<String, String> metadata, List<PlannedTensor> tensors) {
        StringBuilder json = new StringBuilder("{");
        if (!metadata.isEmpty()) {
            string(json, SafetensorsHeader.METADATA).append(":{");
            metadata.forEach(
                    (key, value) -> string(string(json, key).append(':'), value).append(','));
            json.setCharAt(json.length() - 1, '}');
            json.append(',');
        }
        long at = 0;
        for (PlannedTensor tensor : tensors) {
            string(json, tensor.name())
                    .append(":{\"dtype\":\"")
                    .append(tensor.type())
                    .append("\",\"shape\":");
            json.append(tensor.shape().toString().replace(" ", ""));
            json.append(",\"data_offsets\":[")
                    .append(at)
                    .append(',')
                    .append(at += tensor.bytes())
                    .append("]},");
        }
        if (json.length() > 1) {
            json.setLength(json.length() - 1);
        }
        byte[] text = json.append('}').toString().getBytes(StandardCharsets.UTF_8);
        int length = Math.ceilDiv(text.length, 8) * 8;
        if (length > SafetensorsHeader.LONGEST) {
            throw new IllegalArgumentException(
                    "the header would have " + length + " bytes; the format allows " + SafetensorsHeader.LONGEST);
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(SafetensorsHeader.PREFIX + length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(length).put(text);
        while (bytes.hasRemaining()) {
            bytes.put((byte) ' ');
        }
        return bytes.array();
    }

    private static StringBuilder string(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"');
    }
}
