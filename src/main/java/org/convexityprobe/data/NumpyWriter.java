package org.convexityprobe.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
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
