package org.convexityprobe.resnet;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Reads a vector of single-precision numbers in ND4J's binary format: two buffers, the shape's and
 * the numbers', each after its kind of allocation, its length and its type. All big-endian.
 *
 * <p>ND4J's own reader allocates what the header announces and takes shapes on trust. This one
 * compares every announcement with what must be there, before it allocates anything.
 */
final class VectorReader {
  /** What is announced is not what must be there. */
  static final class VectorException extends IOException {
    private static final long serialVersionUID = 1L;

    VectorException(String message) {
      super(message);
    }
  }

  private static final String ALLOCATION = "MIXED_DATA_TYPES";
  private static final int CHUNK = 1 << 16;

  /** Types that DL4J also computes networks in. */
  private static final Set<String> OTHER_PRECISIONS = Set.of("DOUBLE", "HALF", "BFLOAT16");

  /** Characters of a word that are read; the longest known has 16. */
  private static final int LONGEST = 17;

  private final DataInputStream in;

  VectorReader(DataInputStream in) {
    this.in = in;
  }

  /**
   * Reads the vector.
   *
   * @param length how many numbers it must have
   * @param owner what has so many
   */
  float[] read(int length, String owner) throws IOException {
    requireShape(length, owner);
    require(owner, "numbers", begin("FLOAT"), length);
    float[] values = new float[length];
    byte[] bytes = new byte[CHUNK];
    for (int done = 0; done < length; ) {
      int count = Math.min(CHUNK / Float.BYTES, length - done);
      in.readFully(bytes, 0, count * Float.BYTES);
      ByteBuffer.wrap(bytes).asFloatBuffer().get(values, done, count);
      done += count;
    }
    return values;
  }

  /** Checks the shape's buffer: rank, sizes, strides, then three numbers about the layout. */
  private void requireShape(int length, String owner) throws IOException {
    long numbers = begin("LONG");
    long rank = numbers == 0 ? 0 : in.readLong();
    if (rank < 1 || rank > 2 || numbers != 2 * rank + 4) {
      throw new VectorException(
          "it is an array of rank %d, described by %d numbers; expected a vector"
              .formatted(rank, numbers));
    }
    long rows = rank == 2 ? in.readLong() : 1;
    require(owner, "rows", rows, 1);
    require(owner, "numbers", in.readLong(), length);
    in.skipNBytes((rank + 3) * Long.BYTES);
  }

  private static void require(String owner, String what, long found, long expected)
      throws VectorException {
    if (found != expected) {
      throw new VectorException(
          "it announces %d %s; %s %d".formatted(found, what, owner, expected));
    }
  }

  /** Reads what precedes a buffer, and returns how many elements it has. */
  private long begin(String type) throws IOException {
    requireWord("allocation", ALLOCATION);
    long length = in.readLong();
    requireWord("type", type);
    return length;
  }

  private void requireWord(String what, String expected) throws IOException {
    int length = in.readUnsignedShort();
    byte[] word = in.readNBytes(Math.min(length, LONGEST));
    String found = new String(word, StandardCharsets.ISO_8859_1);
    if (!found.equals(expected)) {
      if (OTHER_PRECISIONS.contains(found)) {
        throw new VectorException(
            "its numbers are of type %s; expected %s; save network.convertDataType(DataType.FLOAT)"
                .formatted(found, expected));
      }
      throw new VectorException(
          "its %s is '%s'; expected %s, as DL4J 1.0.0-M2.1 writes it"
              .formatted(what, found.replaceAll("[^\\x20-\\x7e]", "?"), expected));
    }
  }
}
