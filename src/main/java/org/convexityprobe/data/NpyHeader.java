package org.convexityprobe.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Header of NumPy's {@code .npy} format: a magic string, a version, a length, and a Python
 * dictionary of element type, order and shape.
 *
 * @param format how numbers are stored
 * @param order byte order
 * @param columnMajor whether the first index runs fastest ("Fortran order")
 * @param shape the sizes
 * @param length bytes of the header, magic string included
 */
record NpyHeader(
    FloatFormat format, ByteOrder order, boolean columnMajor, List<Integer> shape, int length) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;

  /** Longest header: a shape of 32 sizes, the most that NumPy knows, takes a few hundred bytes. */
  private static final int MAX_LENGTH = 10_000;

  private static final Pattern TYPE = Pattern.compile("'descr': *+(?:'([^']*+)'|(\\[))");
  private static final Pattern ORDER = Pattern.compile("'fortran_order': *+(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape': *+\\(([0-9, ]*+)\\)");

  /**
   * Reads a header.
   *
   * @throws IOException if it is no header, or of elements that are no floating-point numbers; the
   *     message says what, not where
   */
  static NpyHeader read(InputStream in) throws IOException {
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

  private static NpyHeader parse(String dictionary, int length) throws IOException {
    Matcher type = find(TYPE, dictionary);
    String code = type.group(2) == null ? type.group(1) : "a record";
    boolean columnMajor = find(ORDER, dictionary).group(1).equals("True");
    List<Integer> shape = new ArrayList<>();
    for (String size : find(SHAPE, dictionary).group(1).split(",", -1)) {
      if (!size.isBlank()) {
        shape.add(size(size.strip()));
      }
    }
    if (Tensor.elements(shape) < 0 || shape.size() > 32) {
      throw new IOException("its shape %s is impossible".formatted(shape));
    }
    ByteOrder order = code.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyHeader(format(code), order, columnMajor, shape, length);
  }

  private static Matcher find(Pattern pattern, String dictionary) throws IOException {
    Matcher matcher = pattern.matcher(dictionary);
    if (!matcher.find()) {
      throw new IOException("its header is no dictionary of descr, fortran_order and shape");
    }
    return matcher;
  }

  private static int size(String text) throws IOException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IOException("its shape holds '%s'".formatted(text), e);
    }
  }

  private static FloatFormat format(String code) throws IOException {
    return switch (code) {
      case "<f8", ">f8" -> FloatFormat.F64;
      case "<f4", ">f4" -> FloatFormat.F32;
      case "<f2", ">f2" -> FloatFormat.F16;
      case "|O" -> throw new IOException("it holds pickled Python objects, which are never loaded");
      default ->
          throw new IOException(
              "its elements have type '%s'; expected f8, f4 or f2".formatted(code));
    };
  }

  /** Returns the header of a row-major array of little-endian 32-bit numbers, in version 1.0. */
  static byte[] bytes(List<Integer> shape) {
    StringBuilder sizes = new StringBuilder();
    for (int size : shape) {
      sizes.append(size).append(shape.size() == 1 ? "," : ", ");
    }
    if (shape.size() > 1) {
      sizes.setLength(sizes.length() - 2);
    }
    String dictionary =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }".formatted(sizes);
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
