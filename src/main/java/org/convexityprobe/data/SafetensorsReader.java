package org.convexityprobe.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads safetensors: eight bytes of header length (little-endian), a JSON header that gives each
 * tensor its type, shape and range of bytes, then the bytes, which the ranges cover without gaps.
 */
final class SafetensorsReader {
  /** Largest header: that of a network of 1,000 tensors has 0.1 MB. */
  private static final int MAX_HEADER = 1 << 22;

  private static final Pattern PART = Pattern.compile(".*-(\\d{1,6})-of-(\\d{1,6})\\.safetensors");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path file;
  private final Predicate<String> wanted;

  /** One entry of the header; the range counts from the end of the header. */
  private record Entry(String name, String type, List<Integer> shape, long begin, long end) {}

  SafetensorsReader(Path file, Predicate<String> wanted) {
    this.file = file;
    this.wanted = wanted;
  }

  TensorFile read() throws IOException {
    requireOnlyPart();
    try (FileChannel channel = FileChannel.open(file)) {
      byte[] header = readHeader(channel);
      long dataStart = Long.BYTES + (long) header.length;
      JsonNode root = parse(header);
      List<Entry> entries = new ArrayList<>();
      for (Map.Entry<String, JsonNode> field : root.properties()) {
        if (!field.getKey().equals("__metadata__")) {
          entries.add(entry(field.getKey(), field.getValue()));
        }
      }
      requireRanges(entries, channel.size() - dataStart);
      List<Tensor> tensors = new ArrayList<>();
      long elements = 0;
      for (Entry entry : entries) {
        if (wanted.test(entry.name())) {
          elements += Tensor.elements(entry.shape());
          tensors.add(readTensor(channel, dataStart, entry, elements));
        }
      }
      return new TensorFile(tensors, metadata(root.path("__metadata__")));
    }
  }

  /** Large networks are saved in several files, of which each says so in its name alone. */
  private void requireOnlyPart() throws IOException {
    Matcher part = PART.matcher(file.getFileName().toString());
    if (part.matches() && Integer.parseInt(part.group(2)) > 1) {
      throw new IOException(
          "%s is part %d of %d of a network; in Python, put all of them into one: from safetensors.numpy import load_file, save_file; save_file({**load_file('PART 1'), **load_file('PART 2')}, 'whole.safetensors')"
              .formatted(file, Integer.valueOf(part.group(1)), Integer.valueOf(part.group(2))));
    }
  }

  private byte[] readHeader(FileChannel channel) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long available = channel.size() - Long.BYTES;
    if (available < 0) {
      throw fault("it has %d bytes, too few for a header".formatted(channel.size()));
    }
    fill(channel, length);
    long size = length.getLong(0);
    if (size < 2 || size > Math.min(available, MAX_HEADER)) {
      throw fault(
          "it announces a header of %s bytes; expected 2 to %d"
              .formatted(Long.toUnsignedString(size), Math.min(available, MAX_HEADER)));
    }
    ByteBuffer header = ByteBuffer.allocate((int) size);
    fill(channel, header);
    return header.array();
  }

  private void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw fault("it ended while its header was read");
      }
    }
  }

  private JsonNode parse(byte[] header) throws IOException {
    try {
      // As text: from bytes, the parser would guess at encodings other than UTF-8.
      JsonNode root = JSON.readTree(new String(header, StandardCharsets.UTF_8));
      if (!root.isObject()) {
        throw fault("its header is no JSON object");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new IOException(
          "%s: its header is no JSON: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }

  private Entry entry(String name, JsonNode node) throws IOException {
    JsonNode type = node.path("dtype");
    JsonNode range = node.path("data_offsets");
    JsonNode sizes = node.path("shape");
    if (!type.isTextual() || !sizes.isArray() || !range.isArray() || range.size() != 2) {
      throw fault("tensor '%s' lacks dtype, shape or data_offsets".formatted(name));
    }
    List<Integer> shape = new ArrayList<>();
    for (JsonNode size : sizes) {
      if (!size.isIntegralNumber() || !size.canConvertToInt() || size.intValue() < 0) {
        throw fault("tensor '%s' has the impossible shape %s".formatted(name, sizes));
      }
      shape.add(size.intValue());
    }
    return new Entry(name, type.textValue(), shape, offset(name, range, 0), offset(name, range, 1));
  }

  private long offset(String name, JsonNode range, int index) throws IOException {
    JsonNode offset = range.get(index);
    if (!offset.isIntegralNumber() || !offset.canConvertToLong() || offset.longValue() < 0) {
      throw fault("tensor '%s' has the impossible range %s".formatted(name, range));
    }
    return offset.longValue();
  }

  /** Checks that the ranges follow each other from the first byte to the last. */
  private void requireRanges(List<Entry> entries, long available) throws IOException {
    List<Entry> byRange = new ArrayList<>(entries);
    byRange.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long position = 0;
    for (Entry entry : byRange) {
      if (entry.begin() != position || entry.end() < entry.begin()) {
        throw fault(
            "tensor '%s' has bytes %d to %d, but the tensor before it ends at %d"
                .formatted(entry.name(), entry.begin(), entry.end(), position));
      }
      position = entry.end();
    }
    if (position != available) {
      throw fault(
          "the tensors take %d bytes after the header, but the file has %d"
              .formatted(position, available));
    }
  }

  private Tensor readTensor(FileChannel channel, long dataStart, Entry entry, long elements)
      throws IOException {
    FloatFormat format = format(entry);
    long count = Tensor.elements(entry.shape());
    if (count < 0 || count * format.size() != entry.end() - entry.begin()) {
      throw fault(
          "tensor '%s' of type %s and shape %s has %d bytes"
              .formatted(entry.name(), entry.type(), entry.shape(), entry.end() - entry.begin()));
    }
    if (elements > TensorFile.MAX_ELEMENTS) {
      throw fault("it holds more than %d numbers".formatted(TensorFile.MAX_ELEMENTS));
    }
    channel.position(dataStart + entry.begin());
    BufferedInputStream in = new BufferedInputStream(Channels.newInputStream(channel));
    float[] values = format.read(in, (int) count, ByteOrder.LITTLE_ENDIAN);
    return new Tensor(entry.name(), entry.shape(), values);
  }

  private FloatFormat format(Entry entry) throws IOException {
    for (FloatFormat format : FloatFormat.values()) {
      if (format.name().equals(entry.type())) {
        return format;
      }
    }
    throw fault(
        "tensor '%s' has type %s; expected F64, F32, F16 or BF16"
            .formatted(entry.name(), entry.type()));
  }

  private Map<String, String> metadata(JsonNode node) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isTextual()) {
        throw fault("its metadata '%s' is no text".formatted(field.getKey()));
      }
      metadata.put(field.getKey(), field.getValue().textValue());
    }
    return metadata;
  }

  private IOException fault(String what) {
    return new IOException("%s is no valid safetensors file: %s".formatted(file, what));
  }
}
