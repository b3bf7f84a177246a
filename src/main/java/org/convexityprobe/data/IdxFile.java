package org.convexityprobe.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * One array of unsigned bytes in MNIST's IDX format: two zero bytes, the type of the elements, the
 * number of dimensions, each size as a big-endian 32-bit integer, then the elements, row-major (<a
 * href="http://yann.lecun.com/exdb/mnist/">Y. LeCun, C. Cortes, C. Burges</a>).
 *
 * @param sizes the sizes, outermost first
 * @param pixels the elements
 */
record IdxFile(List<Integer> sizes, BytePixels pixels) {
  private static final int UNSIGNED_BYTE = 0x08;
  private static final int GZIP_MAGIC = 0x1f8b;

  /**
   * Reads a file, packed by gzip or not.
   *
   * @param dimensions the number of dimensions expected
   * @param what what the dimensions are, for messages
   * @throws IOException if it is missing, cut short, too long, or of another format, type or number
   *     of dimensions
   */
  static IdxFile read(Path file, int dimensions, String what) throws IOException {
    try (InputStream in = open(file)) {
      return read(file, in, dimensions, what);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).startsWith(file.toString())) {
        throw e;
      }
      throw new IOException(
          "%s is cut short or damaged (%s); copy or fetch it again"
              .formatted(file, e.getMessage() == null ? "it ends early" : e.getMessage()),
          e);
    }
  }

  private static IdxFile read(Path file, InputStream in, int dimensions, String what)
      throws IOException {
    List<Integer> sizes = sizes(file, in, dimensions, what);
    long length = 1;
    for (int size : sizes) {
      length = Math.min(length * size, Integer.MAX_VALUE);
    }
    if (length > Integer.MAX_VALUE - 8) {
      throw new IOException("%s announces %s; at most 2^31 bytes are read".formatted(file, sizes));
    }
    byte[] values = in.readNBytes((int) length);
    if (values.length < length || in.read() >= 0) {
      throw new IOException(
          "%s announces %d bytes (%s); found %s; it is %s"
              .formatted(
                  file,
                  length,
                  sizes,
                  values.length < length ? values.length : "more",
                  values.length < length ? "cut short" : "damaged"));
    }
    return new IdxFile(sizes, new BytePixels(values));
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    in.mark(2);
    int start = in.read() << 8 | in.read();
    in.reset();
    // Java's own reader takes whatever follows the packed data for their end.
    return start == GZIP_MAGIC
        ? GzipCompressorInputStream.builder()
            .setInputStream(in)
            .setDecompressConcatenated(true)
            .get()
        : in;
  }

  private static List<Integer> sizes(Path file, InputStream in, int dimensions, String what)
      throws IOException {
    byte[] magic = in.readNBytes(4);
    int expected = UNSIGNED_BYTE << 8 | dimensions;
    if (magic.length < 4 || ByteBuffer.wrap(magic).getInt() != expected) {
      throw new IOException(
          "%s starts with %s; expected the magic number 0x%08x of unsigned bytes in %d dimensions (%s)"
              .formatted(
                  file,
                  magic.length < 4
                      ? magic.length + " bytes"
                      : "0x%08x".formatted(ByteBuffer.wrap(magic).getInt()),
                  expected,
                  dimensions,
                  what));
    }
    List<Integer> sizes = new ArrayList<>();
    byte[] header = in.readNBytes(Integer.BYTES * dimensions);
    if (header.length < Integer.BYTES * dimensions) {
      throw new IOException("%s ends within its header; it is cut short".formatted(file));
    }
    ByteBuffer numbers = ByteBuffer.wrap(header);
    for (int i = 0; i < dimensions; i++) {
      int size = numbers.getInt();
      if (size < 1) {
        throw new IOException(
            "%s announces %d %s; expected at least 1"
                .formatted(file, Integer.toUnsignedLong(size), what.split(", ", -1)[i]));
      }
      sizes.add(size);
    }
    return sizes;
  }

  /** Writes the array, not packed, whole or not at all. */
  void write(Path file) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(Integer.BYTES * (1 + sizes.size()));
    header.putInt(UNSIGNED_BYTE << 8 | sizes.size());
    sizes.forEach(header::putInt);
    AtomicFile.write(file, out -> write(out, header.array()));
  }

  private void write(OutputStream out, byte[] header) throws IOException {
    out.write(header);
    pixels.writeTo(out, 0, pixels.length());
  }
}
