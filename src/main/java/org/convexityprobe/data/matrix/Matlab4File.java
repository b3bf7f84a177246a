package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.data.ElementKind;

/**
 * A MATLAB file of version 4 (<i>MAT-File Level 4 Format</i>, The MathWorks): matrices one after
 * the other, each with five numbers before it, which say machine, number format, rows, columns,
 * whether it is complex, and the length of its name.
 */
final class Matlab4File {
  private static final int HEADER = 20;
  private static final int LONGEST_NAME = 4096;

  private final Path file;

  Matlab4File(Path file) {
    this.file = file;
  }

  /** What stands before a matrix. */
  private record Header(
      String name, int type, Storage number, int rows, int columns, boolean complex, long start) {
    long bytes() {
      return (long) rows * columns * number.size * (complex ? 2 : 1);
    }
  }

  /** How numbers are stored. */
  private record Storage(ElementKind kind, int size, ByteOrder order, String name) {}

  /**
   * Returns the variables.
   *
   * @throws MatrixFileException if the file is damaged or ends early
   */
  List<Variable> variables() throws IOException {
    List<Variable> variables = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      for (long position = 0; position < channel.size(); ) {
        Header header = header(channel, position);
        variables.add(variable(header));
        position = header.start() + header.bytes();
        if (position > channel.size()) {
          throw new MatrixFileException(
              file,
              "variable %s ends at byte %d, but the file has %d: it is cut short; copy or fetch it again"
                  .formatted(header.name(), position, channel.size()));
        }
      }
    }
    return variables;
  }

  private Header header(FileChannel channel, long position) throws IOException {
    ByteBuffer head = read(channel, position, HEADER).order(ByteOrder.LITTLE_ENDIAN);
    if (head.getInt(0) < 0 || head.getInt(0) > 9999) {
      head.order(ByteOrder.BIG_ENDIAN);
    }
    int type = head.getInt(0);
    int nameLength = head.getInt(16);
    boolean possible =
        type >= 0
            && type <= 9999
            && type / 100 % 10 == 0
            && type / 10 % 10 <= 5
            && type % 10 <= 2
            && head.getInt(4) >= 0
            && head.getInt(8) >= 0
            && nameLength > 0
            && nameLength <= LONGEST_NAME;
    if (!possible) {
      throw new MatrixFileException(
          file,
          "no variable of version 4 at byte %d: the file is damaged or cut short"
              .formatted(position));
    }
    if (type >= 2000) {
      throw new MatrixFileException(
          file,
          "numbers of a %s; expected IEEE numbers: load it in MATLAB and save it again"
              .formatted(type < 4000 ? "VAX" : "Cray"));
    }
    String name =
        new String(
            read(channel, position + HEADER, nameLength).array(), StandardCharsets.ISO_8859_1);
    return new Header(
        name.replace("\0", ""),
        type % 10,
        number(type),
        head.getInt(4),
        head.getInt(8),
        head.getInt(12) != 0,
        position + HEADER + nameLength);
  }

  private static Storage number(int type) {
    ByteOrder order = type >= 1000 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return switch (type / 10 % 10) {
      case 0 -> new Storage(ElementKind.FLOAT, 8, order, "double");
      case 1 -> new Storage(ElementKind.FLOAT, 4, order, "single");
      case 2 -> new Storage(ElementKind.SIGNED, 4, order, "int32");
      case 3 -> new Storage(ElementKind.SIGNED, 2, order, "int16");
      case 4 -> new Storage(ElementKind.UNSIGNED, 2, order, "uint16");
      default -> new Storage(ElementKind.UNSIGNED, 1, order, "uint8");
    };
  }

  private ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new MatrixFileException(
            file,
            "ends within what byte %d starts: it is cut short; copy or fetch it again"
                .formatted(position));
      }
    }
    return bytes.flip();
  }

  private Variable variable(Header header) {
    long size = (long) header.rows() * header.columns();
    String what = "%d × %d %s".formatted(header.rows(), header.columns(), header.number().name());
    if (header.type() == 1) {
      return Variable.other(header.name(), "text");
    }
    if (header.type() == 2) {
      return Variable.matrix(header.name(), "sparse", size, () -> sparse(header));
    }
    if (header.complex()) {
      return Variable.refused(
          header.name(),
          "complex " + what,
          size,
          "its entries are complex; save real(X) or abs(X)");
    }
    return Variable.matrix(header.name(), what, size, () -> full(header));
  }

  /** Reads numbers as they are stored: column after column. */
  private DenseMatrix columns(Header header) throws IOException {
    MatrixTooLargeException.require(file, header.rows(), header.columns());
    double[] values = new double[header.rows() * header.columns()];
    Storage number = header.number();
    try (FileChannel channel = FileChannel.open(file)) {
      for (int column = 0; column < header.columns(); column++) {
        int length = Math.multiplyExact(header.rows(), number.size());
        ByteBuffer bytes =
            read(channel, header.start() + (long) column * length, length).order(number.order());
        for (int row = 0; row < header.rows(); row++) {
          values[column * header.rows() + row] = number.kind().read(bytes, number.size());
        }
      }
    }
    return new DenseMatrix(/* rows= */ header.columns(), /* columns= */ header.rows(), values);
  }

  private MatrixReading full(Header header) throws IOException {
    return MissingEntries.unobserved(file, columns(header).transposed(), "NaN", List.of());
  }

  /**
   * A sparse matrix has a row for each entry (row, column, value), and a last one for its sizes.
   */
  private MatrixReading sparse(Header header) throws IOException {
    if (header.columns() != 3 || header.rows() < 1) {
      throw new MatrixFileException(
          file,
          "%s: a sparse matrix in %d columns; expected rows, columns and real entries"
              .formatted(header.name(), header.columns()));
    }
    DenseMatrix parts = columns(header);
    int entries = header.rows() - 1;
    SparseEntries matrix =
        new SparseEntries(file, (int) parts.get(0, entries), (int) parts.get(1, entries));
    for (int t = 0; t < entries; t++) {
      matrix.add((long) parts.get(0, t) - 1, (long) parts.get(1, t) - 1, parts.get(2, t));
    }
    return matrix.reading("MATLAB 4");
  }
}
