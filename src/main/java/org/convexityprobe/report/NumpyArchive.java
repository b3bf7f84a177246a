package org.convexityprobe.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.convexityprobe.landscape.SurfaceScan;

/**
 * A surface as a NumPy {@code .npz} archive: a zip of arrays in format version 1.0 (NumPy
 * Enhancement Proposal 1), in double precision, since second differences of rounded losses mean
 * nothing.
 */
final class NumpyArchive {
  /** The header and what precedes it are padded to a multiple of this. */
  private static final int ALIGNMENT = 64;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  /** The earliest time that a zip archive can state. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private NumpyArchive() {}

  static void write(SurfaceScan scan, OutputStream stream) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(stream);
    int columns = scan.x().points();
    int rows = scan.y().points();
    double[] loss = new double[rows * columns];
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        loss[j * columns + i] = scan.value(i, j);
      }
    }
    add(zip, "x", "(%s,)", SurfaceFile.coordinates(scan.x()));
    add(zip, "y", "(%s,)", SurfaceFile.coordinates(scan.y()));
    add(zip, "loss", "(" + rows + ", " + columns + ")", loss);
    zip.finish();
  }

  /** Adds an array; {@code %s} in the shape stands for the number of its elements. */
  static void add(ZipOutputStream zip, String name, String shape, double[] values)
      throws IOException {
    ZipEntry entry = new ZipEntry(name + ".npy");
    // A fixed local time: the same surface makes the same file, in every time zone.
    entry.setTimeLocal(EPOCH);
    zip.putNextEntry(entry);
    zip.write(header(shape.replace("%s", Integer.toString(values.length))));
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    zip.write(bytes.array());
    zip.closeEntry();
  }

  private static byte[] header(String shape) {
    String text = "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }";
    int unpadded = MAGIC.length + Short.BYTES + text.length() + 1;
    int padding = Math.floorMod(-unpadded, ALIGNMENT);
    String padded = text + " ".repeat(padding) + "\n";
    return ByteBuffer.allocate(unpadded + padding)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) padded.length())
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}
