package org.convexityprobe.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One array of a {@link NumpyFile}: its name, shape and type, and its elements once they are asked
 * for.
 */
public final class NumpyArray {
  private static final int CHUNK = 1 << 16;

  private final String name;
  private final NumpyHeader header;
  private final ArraySource source;

  NumpyArray(String name, NumpyHeader header, ArraySource source) {
    this.name = name;
    this.header = header;
    this.source = source;
  }

  /** Returns the name; that of the file, without its ending, for a single array. */
  public String name() {
    return name;
  }

  /** Returns the sizes, outermost first; none for a single number. */
  public List<Integer> shape() {
    return header.shape();
  }

  /** Returns whether elements are no text and no dates. */
  public boolean isNumbers() {
    return header.type().isLikeNumbers();
  }

  /** Returns whether it has two dimensions and elements that are no text and no dates. */
  public boolean isMatrix() {
    return shape().size() == 2 && isNumbers();
  }

  /** Returns name, shape and type, such as {@code 'X' (2, 3) <f8}. */
  public String describe() {
    String sizes = shape().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "'%s' (%s%s) %s"
        .formatted(name, sizes, shape().size() == 1 ? "," : "", header.type().description());
  }

  /**
   * Reads the elements in double precision, row-major.
   *
   * @throws IOException if they are damaged, no real numbers, or integers that double precision
   *     cannot hold; the message names the file and the array
   */
  public double[] doubles() throws IOException {
    requireNumbers();
    NumpyType type = header.type();
    double[] values = new double[header.count()];
    forEach((index, bytes) -> values[index] = type.kind().read(bytes, type.size()));
    return values;
  }

  /**
   * Reads floating-point elements in single precision, row-major; those of 16 and 32 bits are kept
   * bit by bit.
   */
  Tensor tensor() throws IOException {
    requireNumbers();
    if (header.type().kind() != ElementKind.FLOAT) {
      throw source.fault(
          "array '%s': its elements have type '%s'; expected f8, f4 or f2"
              .formatted(name, header.type().description()));
    }
    FloatFormat format =
        switch (header.type().size()) {
          case 8 -> FloatFormat.F64;
          case 4 -> FloatFormat.F32;
          default -> FloatFormat.F16;
        };
    float[] values = new float[header.count()];
    forEach((index, bytes) -> values[index] = format.read(bytes));
    return new Tensor(name, shape(), values);
  }

  /** Returns whether elements are integers of 0 to 255 in one byte each. */
  boolean isUnsignedByte() {
    return header.type().kind() == ElementKind.UNSIGNED && header.type().size() == 1;
  }

  /** Returns whether elements are floating-point numbers. */
  boolean isFloatingPoint() {
    return header.type().kind() == ElementKind.FLOAT;
  }

  /** Reads numbers in single precision, row-major, rounded where they have more digits. */
  float[] floats() throws IOException {
    requireNumbers();
    float[] values = new float[header.count()];
    NumpyType type = header.type();
    forEach((index, bytes) -> values[index] = (float) type.kind().read(bytes, type.size()));
    return values;
  }

  /** Reads elements of one byte, row-major. */
  byte[] bytes() throws IOException {
    if (header.type().size() != 1) {
      throw new IllegalStateException(describe() + " has no elements of one byte");
    }
    byte[] values = new byte[header.count()];
    forEach((index, bytes) -> values[index] = bytes.get());
    return values;
  }

  /** Returns the number of elements. */
  int count() {
    return header.count();
  }

  /**
   * Reads a single string.
   *
   * @throws IOException if it is none
   */
  public String text() throws IOException {
    if (header.count() != 1) {
      throw source.fault("array %s; expected one string".formatted(describe()));
    }
    return texts().get(0);
  }

  /**
   * Reads strings.
   *
   * @throws IOException if there are none
   */
  List<String> texts() throws IOException {
    NumpyType type = header.type();
    boolean bounded = type.size() > 0 && type.size() <= CHUNK;
    if (!type.isText() || !bounded) {
      throw source.fault("array %s; expected strings".formatted(describe()));
    }
    boolean unicode = type.description().contains("U");
    String order = type.order() == ByteOrder.BIG_ENDIAN ? "UTF-32BE" : "UTF-32LE";
    Charset charset = unicode ? Charset.forName(order) : StandardCharsets.ISO_8859_1;
    String[] texts = new String[header.count()];
    forEach(
        (index, bytes) -> {
          byte[] characters = new byte[type.size()];
          bytes.get(characters);
          texts[index] = new String(characters, charset).replace("\0", "");
        });
    return List.of(texts);
  }

  /**
   * Checks that elements are numbers that can be read.
   *
   * @throws IOException if not; the message says what they are
   */
  public void requireNumbers() throws IOException {
    if (header.type().kind() == null) {
      throw source.fault("array '%s': %s".formatted(name, header.type().refusal()));
    }
  }

  /** Takes an element; its bytes start at the buffer's position. */
  @FunctionalInterface
  private interface ElementSink {
    void accept(int index, ByteBuffer bytes) throws IOException;
  }

  /** Hands out all elements with their row-major index, in the order of the file. */
  private void forEach(ElementSink sink) throws IOException {
    int size = header.type().size();
    byte[] chunk = new byte[Math.min(CHUNK / size, header.count()) * size];
    ByteBuffer buffer = ByteBuffer.wrap(chunk).order(header.type().order());
    ElementOrder order = new ElementOrder(header.shape(), header.columnMajor());
    try (InputStream content = source.open();
        InputStream in = new BufferedInputStream(content)) {
      in.skipNBytes(header.length());
      for (long left = (long) header.count() * size; left > 0; left -= chunk.length) {
        int part = (int) Math.min(chunk.length, left);
        if (in.readNBytes(chunk, 0, part) < part) {
          throw new IOException("the data end after fewer than %d elements".formatted(count()));
        }
        buffer.clear();
        for (int end = part; buffer.position() < end; ) {
          sink.accept(order.next(), buffer);
        }
      }
      source.finish(in);
    } catch (IOException e) {
      throw source.fault("array '%s': %s".formatted(name, ArraySource.reason(e)), e);
    }
  }

  /** The row-major indices of elements, in the order in which they are stored. */
  private static final class ElementOrder {
    private final List<Integer> shape;
    private final boolean columnMajor;
    private final int[] index;
    private int next;

    ElementOrder(List<Integer> shape, boolean columnMajor) {
      this.shape = shape;
      this.columnMajor = columnMajor && shape.size() > 1;
      index = new int[shape.size()];
    }

    int next() {
      if (!columnMajor) {
        return next++;
      }
      int current = 0;
      for (int axis = 0; axis < index.length; axis++) {
        current = current * shape.get(axis) + index[axis];
      }
      for (int axis = 0; axis < index.length && ++index[axis] == shape.get(axis); axis++) {
        index[axis] = 0;
      }
      return current;
    }
  }
}
