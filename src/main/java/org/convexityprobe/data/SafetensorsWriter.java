package org.convexityprobe.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes safetensors of 32-bit numbers, the tensors in their order and the header aligned to 8. */
final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;

  private final TensorFile content;

  SafetensorsWriter(TensorFile content) {
    this.content = content;
  }

  void writeTo(OutputStream out) throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    if (!content.metadata().isEmpty()) {
      header.put("__metadata__", new TreeMap<>(content.metadata()));
    }
    long position = 0;
    for (Tensor tensor : content.tensors()) {
      long end = position + (long) Float.BYTES * tensor.values().length;
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", "F32");
      entry.put("shape", tensor.shape());
      entry.put("data_offsets", List.of(position, end));
      header.put(tensor.name(), entry);
      position = end;
    }
    byte[] json = Json.writeLine(header).getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(length.putLong(padded.length).array());
    out.write(padded);
    for (Tensor tensor : content.tensors()) {
      writeValues(tensor.values(), out);
    }
  }

  /** Writes numbers in little-endian order, bit by bit as they are. */
  static void writeValues(float[] values, OutputStream out) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      chunk.putInt(Float.floatToRawIntBits(value));
      if (!chunk.hasRemaining()) {
        out.write(chunk.array());
        chunk.clear();
      }
    }
    out.write(chunk.array(), 0, chunk.position());
  }
}
