package org.convexityprobe.data.matrix;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.convexityprobe.data.AtomicFile;

/** Matrices in double precision in NumPy's {@code .npy} and {@code .npz} files. */
public final class NumpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern TYPE = Pattern.compile("'descr': *'([<>|])([fiu])([1248])'");
  private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([0-9, ]*)\\)");
  private static final int MAX_HEADER = 10_000;

  private NumpyFile() {}

  /**
   * Reads a matrix.
   *
   * @param variable the array's name in an archive, or null for its largest matrix
   */
  static MatrixReading read(Path file, String variable) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new MatrixFileException(file, "no such file");
    }
    if (file.getFileName().toString().endsWith(".npy")) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        return MatrixReading.of(array(file, in));
      }
    }
    Map<String, DenseMatrix> arrays = readArchive(file, variable);
    return MatrixReading.of(
        arrays.values().stream()
            .max((a, b) -> Integer.compare(a.observedCount(), b.observedCount()))
            .orElseThrow());
  }

  /** Reads the matrices of an archive by name, or one of them. */
  public static Map<String, DenseMatrix> readArchive(Path file, String variable)
      throws IOException {
    Map<String, DenseMatrix> arrays = new LinkedHashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName().replaceFirst("\\.npy$", "");
        if (variable == null || variable.equals(name)) {
          arrays.put(name, array(file, zip));
        }
      }
    }
    if (arrays.isEmpty()) {
      throw new MatrixFileException(
          file,
          variable == null ? "no arrays in the archive" : "no array '%s'".formatted(variable));
    }
    return arrays;
  }

  private static DenseMatrix array(Path file, InputStream in) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < 8 || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new MatrixFileException(file, "does not start as a NumPy array");
    }
    byte[] size = in.readNBytes(start[6] == 1 ? 2 : 4);
    long length = 0;
    for (int i = size.length - 1; i >= 0; i--) {
      length = length << 8 | (size[i] & 0xff);
    }
    if (length > MAX_HEADER) {
      throw new MatrixFileException(file, "a header of %d bytes".formatted(length));
    }
    String header = new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
    Matcher type = TYPE.matcher(header);
    if (!type.find()) {
      throw new MatrixFileException(
          file, "elements that are not numbers, by the header " + header.strip());
    }
    return matrix(file, in, header, type);
  }

  private static DenseMatrix matrix(Path file, InputStream in, String header, Matcher type)
      throws IOException {
    int[] shape = shape(file, header);
    MatrixTooLargeException.require(file, shape[0], shape[1]);
    int width = Integer.parseInt(type.group(3));
    boolean columnMajor = header.contains("'fortran_order': True");
    int rows = columnMajor ? shape[1] : shape[0];
    int columns = columnMajor ? shape[0] : shape[1];
    double[] values = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      byte[] row = in.readNBytes(columns * width);
      if (row.length < columns * width) {
        throw new MatrixFileException(
            file, "ends within row %d of a %d × %d array".formatted(i, shape[0], shape[1]));
      }
      ByteBuffer buffer = ByteBuffer.wrap(row);
      buffer.order(type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      for (int j = 0; j < columns; j++) {
        values[i * columns + j] = element(buffer, type.group(2).charAt(0), width);
      }
    }
    DenseMatrix matrix = new DenseMatrix(rows, columns, values);
    return columnMajor ? matrix.transposed() : matrix;
  }

  private static int[] shape(Path file, String header) throws IOException {
    Matcher shape = SHAPE.matcher(header);
    if (!shape.find()) {
      throw new MatrixFileException(file, "no shape in the header " + header.strip());
    }
    String[] sizes = shape.group(1).replace(" ", "").replaceFirst(",$", "").split(",", -1);
    try {
      if (sizes.length == 2) {
        return new int[] {Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1])};
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw new MatrixFileException(
        file, "an array of shape (%s); expected two dimensions".formatted(shape.group(1)));
  }

  private static double element(ByteBuffer buffer, char kind, int width) {
    if (kind == 'f') {
      return width == 8 ? buffer.getDouble() : buffer.getFloat();
    }
    boolean signed = kind == 'i';
    return switch (width) {
      case 1 -> signed ? buffer.get() : buffer.get() & 0xff;
      case 2 -> signed ? buffer.getShort() : buffer.getShort() & 0xffff;
      case 4 -> signed ? buffer.getInt() : buffer.getInt() & 0xffffffffL;
      default -> buffer.getLong();
    };
  }

  /** Writes matrices to an archive, in double precision; equal ones always give equal bytes. */
  public static void writeArchive(Path file, Map<String, DenseMatrix> matrices) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          for (Map.Entry<String, DenseMatrix> entry : matrices.entrySet()) {
            ZipEntry item = new ZipEntry(entry.getKey() + ".npy");
            item.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
            zip.putNextEntry(item);
            write(entry.getValue(), zip);
            zip.closeEntry();
          }
          zip.finish();
        });
  }

  private static void write(DenseMatrix matrix, OutputStream out) throws IOException {
    String dictionary =
        "{'descr': '<f8', 'fortran_order': False, 'shape': (%d, %d), }"
            .formatted(matrix.rows(), matrix.columns());
    int total = (MAGIC.length + 4 + dictionary.length() + 1 + 63) / 64 * 64;
    ByteBuffer header = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (total - MAGIC.length - 4));
    header.put(dictionary.getBytes(StandardCharsets.US_ASCII));
    while (header.remaining() > 1) {
      header.put((byte) ' ');
    }
    out.write(header.put((byte) '\n').array());
    ByteBuffer row =
        ByteBuffer.allocate(matrix.columns() * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < matrix.rows(); i++) {
      row.clear();
      for (int j = 0; j < matrix.columns(); j++) {
        row.putDouble(matrix.get(i, j));
      }
      out.write(row.array());
    }
  }
}
