package org.convexityprobe.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes {@code .npz} archives; the same arrays always give the same bytes. */
public final class NumpyWriter {
  /** The earliest time that a zip archive can state. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ZipOutputStream zip;

  /** Starts an archive on a stream, which is not closed. */
  public NumpyWriter(OutputStream out) {
    zip = new ZipOutputStream(out);
  }

  /** Adds an array in double precision, row-major. */
  public void add(String name, List<Integer> shape, double... values) throws IOException {
    start(name);
    zip.write(NumpyHeader.bytes("<f8", shape));
    ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      chunk.putDouble(value);
      if (!chunk.hasRemaining()) {
        zip.write(chunk.array());
        chunk.clear();
      }
    }
    zip.write(chunk.array(), 0, chunk.position());
    zip.closeEntry();
  }

  /** Adds a column in double precision. */
  public void add(String name, double... values) throws IOException {
    add(name, List.of(values.length), values);
  }

  /** Adds a tensor, bit by bit. */
  void add(Tensor tensor) throws IOException {
    start(tensor.name());
    writeArray(tensor, zip);
    zip.closeEntry();
  }

  /** Adds integers of 0 to 255, of one byte each. */
  void add(String name, List<Integer> shape, BytePixels values) throws IOException {
    start(name);
    zip.write(NumpyHeader.bytes("|u1", shape));
    values.writeTo(zip, 0, values.length());
    zip.closeEntry();
  }

  /** Adds a column of 32-bit integers. */
  void add(String name, int... values) throws IOException {
    start(name);
    zip.write(NumpyHeader.bytes("<i4", List.of(values.length)));
    ByteBuffer bytes =
        ByteBuffer.allocate(Integer.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    zip.write(bytes.array());
    zip.closeEntry();
  }

  /** Adds a column of strings. */
  void add(String name, List<String> texts) throws IOException {
    int longest =
        texts.stream().mapToInt(text -> text.codePointCount(0, text.length())).max().orElse(0);
    start(name);
    zip.write(NumpyHeader.bytes("<U" + Math.max(1, longest), List.of(texts.size())));
    for (String text : texts) {
      byte[] characters = text.getBytes(Charset.forName("UTF-32LE"));
      zip.write(Arrays.copyOf(characters, Integer.BYTES * Math.max(1, longest)));
    }
    zip.closeEntry();
  }

  private void start(String name) throws IOException {
    ZipEntry entry = new ZipEntry(name + ".npy");
    // A fixed local time: the same arrays make the same file, in every time zone.
    entry.setTimeLocal(EPOCH);
    zip.putNextEntry(entry);
  }

  /** Ends the archive. */
  public void finish() throws IOException {
    zip.finish();
  }

  /** Writes one array in the {@code .npy} format. */
  static void writeArray(Tensor tensor, OutputStream out) throws IOException {
    out.write(NumpyHeader.bytes("<f4", tensor.shape()));
    SafetensorsWriter.writeValues(tensor.values(), out);
  }
}
