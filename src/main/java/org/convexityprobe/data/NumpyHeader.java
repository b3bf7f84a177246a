package org.convexityprobe.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Header of NumPy's {@code .npy} format: a magic string, a version, a length, and a Python
 * dictionary of element type, order and shape.
 *
 * @param type how elements are stored
 * @param columnMajor whether the first index runs fastest ("Fortran order")
 * @param shape the sizes
 * @param length bytes of the header, magic string included
 */
record NumpyHeader(NumpyType type, boolean columnMajor, List<Integer> shape, int length) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;

  /** Longest header: a shape of 32 sizes, the most that NumPy knows, takes a few hundred bytes. */
  private static final int MAX_LENGTH = 10_000;

  private static final int MAX_DIMENSIONS = 32;

  /**
   * Reads a header.
   *
   * @throws IOException if it is none; the message says what, not where
   */
  static NumpyHeader read(InputStream in) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2 || !Arrays.equals(Arrays.copyOf(start, 6), MAGIC)) {
      throw new IOException("it does not start as an .npy array");
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3) {
      throw new IOException("version %d of the .npy format is unknown".formatted(version));
    }
    byte[] size = in.readNBytes(version == 1 ? 2 : 4);
    long length = 0;
    for (int i = size.length - 1; i >= 0; i--) {
      length = (length << 8) | (size[i] & 0xff);
    }
    if (length > MAX_LENGTH) {
      throw new IOException(
          "it announces a header of %d bytes; expected at most %d".formatted(length, MAX_LENGTH));
    }
    byte[] text = in.readNBytes((int) length);
    if (size.length < 2 || text.length < length) {
      throw new IOException("it ends within its header");
    }
    String dictionary = new String(text, StandardCharsets.UTF_8);
    return parse(dictionary, start.length + size.length + text.length);
  }

  private static NumpyHeader parse(String text, int length) throws IOException {
    Object header;
    try {
      header = PythonLiteral.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IOException("its header is no dictionary: " + e.getMessage(), e);
    }
    if (!(header instanceof Map<?, ?> dictionary)) {
      throw new IOException("its header is no dictionary of descr, fortran_order and shape");
    }
    if (!dictionary.containsKey("descr")
        || !(dictionary.get("fortran_order") instanceof Boolean columnMajor)
        || !(dictionary.get("shape") instanceof List<?> sizes)) {
      throw new IOException(
          "its header is no dictionary of descr, fortran_order and shape; found " + text.strip());
    }
    List<Integer> shape = shape(sizes);
    return new NumpyHeader(NumpyType.of(dictionary.get("descr")), columnMajor, shape, length);
  }

  private static List<Integer> shape(List<?> sizes) throws IOException {
    List<Long> shape = new ArrayList<>();
    for (Object size : sizes) {
      if (!(size instanceof Long number)) {
        throw new IOException("its shape holds '%s'".formatted(size));
      }
      shape.add(number);
    }
    if (Tensor.elements(shape) < 0 || shape.size() > MAX_DIMENSIONS) {
      throw new IOException(
          "its shape %s is impossible, or of more than 2^31 elements".formatted(shape));
    }
    return shape.stream().map(Long::intValue).toList();
  }

  /** Returns the number of elements. */
  int count() {
    return (int) Tensor.elements(shape);
  }

  /** Returns the header, in version 1.0, of a row-major array of a type such as {@code <f8}. */
  static byte[] bytes(String type, List<Integer> shape) {
    String sizes = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String dictionary =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(type, sizes, shape.size() == 1 ? "," : "");
    int unpadded = MAGIC.length + 4 + dictionary.length() + 1;
    int total = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (total - MAGIC.length - 4));
    header.put(dictionary.getBytes(StandardCharsets.US_ASCII));
    while (header.remaining() > 1) {
      header.put((byte) ' ');
    }
    return header.put((byte) '\n').array();
  }
}
