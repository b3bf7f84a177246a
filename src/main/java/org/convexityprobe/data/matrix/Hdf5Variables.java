package org.convexityprobe.data.matrix;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.CompoundDataType;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.convexityprobe.data.FileKind;

/**
 * The matrices of an HDF5 file, which MATLAB 7.3 writes too. MATLAB keeps columns together and HDF5
 * rows, so every matrix stands transposed; that holds for files of other programs as well, so that
 * one file is read in one way.
 */
final class Hdf5Variables implements AutoCloseable {
  private static final int MAX_DEPTH = 8;
  private static final String CLASS = "MATLAB_class";

  /** The classes of MATLAB whose values are matrices. */
  private static final Set<String> NUMBERS =
      Set.of(
          "double", "single", "logical", "int8", "uint8", "int16", "uint16", "int32", "uint32",
          "int64", "uint64");

  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  private final Path file;
  private final FileKind kind;
  private final HdfFile content;
  private final List<Variable> variables = new ArrayList<>();
  private boolean byMatlab;

  /**
   * Opens a file.
   *
   * @param kind whether MATLAB wrote it, as its first bytes say
   * @throws IOException if it is damaged or ends early
   */
  Hdf5Variables(Path file, FileKind kind) throws IOException {
    this.file = file;
    this.kind = kind;
    requireWhole(file);
    content = new HdfFile(file);
  }

  /** Compares the end that the file announces with the one that it has. */
  private static void requireWhole(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer start = ByteBuffer.allocate(56).order(ByteOrder.LITTLE_ENDIAN);
      for (long base = 0;
          base + start.capacity() <= channel.size();
          base = Math.max(512, 2 * base)) {
        channel.read(start.clear(), base);
        if (!Arrays.equals(start.array(), 0, 8, SIGNATURE, 0, 8)) {
          continue;
        }
        int version = start.get(8);
        int width = version < 2 ? start.get(13) : start.get(9);
        int at = version == 0 ? 40 : version == 1 ? 44 : 28;
        if (width == 8 && start.getLong(at) > channel.size()) {
          throw new MatrixFileException(
              file,
              "announces %d bytes, but has %d: it is cut short; copy or fetch it again"
                  .formatted(start.getLong(at), channel.size()));
        }
        return;
      }
    }
  }

  /** Returns the variables, those in groups among them. */
  List<Variable> variables() {
    byMatlab = kind == FileKind.MATLAB_73;
    add("", content, 0);
    return variables;
  }

  private void add(String prefix, Group group, int depth) {
    for (Node node : group.getChildren().values()) {
      String name = prefix + node.getName();
      if (node.getName().startsWith("#")) {
        continue;
      }
      if (node.isLink()) {
        variables.add(Variable.other(name, "a link to another place"));
      } else if (node instanceof Dataset dataset) {
        variables.add(variable(name, dataset));
      } else if (node instanceof Group inner) {
        addGroup(name, inner, depth + 1);
      }
    }
  }

  private void addGroup(String name, Group group, int depth) {
    if (group.getAttribute("MATLAB_sparse") != null) {
      variables.add(sparse(name, group));
    } else if (isCompressed(group)) {
      boolean tenx = group.getChild("barcodes") != null;
      variables.add(
          Variable.refused(
              name,
              "sparse, as %s has it".formatted(tenx ? "10x Genomics" : "AnnData"),
              size(group),
              tenx
                  ? "it is a sparse matrix of 10x Genomics; in Python, scipy.sparse.save_npz('X.npz', scanpy.read_10x_h5(%s).X)"
                      .formatted("'" + file + "'")
                  : "it is a sparse matrix of AnnData; in Python, scipy.sparse.save_npz('X.npz', adata.X)"));
    } else if (depth < MAX_DEPTH) {
      add(name + (byMatlab ? "." : "/"), group, depth);
    }
  }

  /** Returns whether a group is a sparse matrix; what says so has had several names. */
  private static boolean isCompressed(Group group) {
    return group.getChild("data") != null
        && group.getChild("indices") != null
        && group.getChild("indptr") != null;
  }

  /**
   * Returns the variable that the format is for: X of AnnData, however large the others are; null
   * where the largest is meant.
   */
  String main() {
    boolean anndata =
        text(content, "encoding-type").equals("anndata")
            || (content.getChild("obs") != null && content.getChild("var") != null)
            || (content.getChild("X") instanceof Group group && isCompressed(group));
    return anndata
            && variables.stream()
                .anyMatch(variable -> variable.name().equals("X") && variable.dimensions() == 2)
        ? "X"
        : null;
  }

  /** Returns how many entries a sparse matrix of AnnData has, with its zeros. */
  private static long size(Group group) {
    Attribute named = group.getAttribute("shape");
    Attribute shape = named == null ? group.getAttribute("h5sparse_shape") : named;
    Object sizes = shape == null ? null : shape.getData();
    // What does not say its size is the matrix meant, as the one that the format is for.
    if (sizes == null || !sizes.getClass().isArray() || Array.getLength(sizes) != 2) {
      return Long.MAX_VALUE;
    }
    return Math.max(
        1, ((Number) Array.get(sizes, 0)).longValue() * ((Number) Array.get(sizes, 1)).longValue());
  }

  /** Returns an attribute of one text or number as text; an empty one without it. */
  static String text(Node node, String attribute) {
    Attribute found = node.getAttribute(attribute);
    Object data = found == null ? "" : found.getData();
    return String.valueOf(data instanceof String[] all && all.length == 1 ? all[0] : data);
  }

  private Variable variable(String name, Dataset dataset) {
    String matlabClass = matlabClass(dataset);
    String sizes =
        Arrays.stream(dataset.getDimensions())
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(" × "));
    Hdf5Numbers numbers = Hdf5Numbers.of(dataset);
    if (dataset.getAttribute("MATLAB_empty") != null) {
      return Variable.other(name, "an empty matrix");
    }
    if (List.of("table", "timetable").contains(matlabClass)) {
      return Variable.object(
          name, "a %s; save %s.Variables as a matrix".formatted(matlabClass, name));
    }
    if (!matlabClass.isEmpty() && !NUMBERS.contains(matlabClass)) {
      return Variable.other(name, sizes + " " + matlabClass);
    }
    if (numbers == null && !(dataset.getDataType() instanceof CompoundDataType)) {
      return Variable.other(name, sizes + " of " + Hdf5Numbers.kind(dataset));
    }
    int dimensions = dataset.getDimensions().length;
    long size = dimensions == 2 ? dataset.getSize() : 0;
    String what = sizes + " " + (numbers == null ? "complex or records" : numbers.name());
    if (numbers == null) {
      return Variable.refused(
          name,
          what,
          size,
          "its entries are complex, or records of several numbers; save real(X) or abs(X)");
    }
    if (dimensions != 2) {
      return Variable.array(name, what, dimensions, dataset.getSize());
    }
    return Variable.matrix(name, what, size, () -> full(dataset, numbers));
  }

  /** MATLAB stores an object of any class as numbers that say where its parts are. */
  private static String matlabClass(Dataset dataset) {
    String named = text(dataset, CLASS);
    boolean object = named.isEmpty() && text(dataset, "MATLAB_object_decode").equals("3");
    return object ? "object" : named;
  }

  private MatrixReading full(Dataset dataset, Hdf5Numbers numbers) throws IOException {
    int[] dimensions = dataset.getDimensions();
    MatrixTooLargeException.require(file, dimensions[0], dimensions[1]);
    boolean netcdf = content.getAttribute("_NCProperties") != null;
    CfPacking packing = CfPacking.of(dataset, numbers, netcdf);
    double[] values = packing.stored().read(content, dataset);
    packing.unpack(values);
    DenseMatrix stored = new DenseMatrix(dimensions[0], dimensions[1], values);
    List<String> notes = new ArrayList<>();
    if (!byMatlab) {
      notes.add(
          "columns are the rows of the HDF5 file (%d × %d), as MATLAB stores matrices; --transpose exchanges them"
              .formatted(dimensions[0], dimensions[1]));
    }
    notes.addAll(packing.notes());
    return MissingEntries.unobserved(file, stored.transposed(), packing.mark(), notes);
  }

  private Variable sparse(String name, Group group) {
    int columns = Math.max(0, dataset(group, "jc").getDimensions()[0] - 1);
    long rows = number(group.getAttribute("MATLAB_sparse").getData());
    return Variable.matrix(
        name,
        "%d × %d sparse".formatted(rows, columns),
        Math.max(1, rows * columns),
        () -> readSparse(name, group, (int) rows, columns));
  }

  private static long number(Object data) {
    if (data instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException("MATLAB_sparse is no number of rows");
  }

  private MatrixReading readSparse(String name, Group group, int rows, int columns)
      throws IOException {
    if (group.getChild("data") instanceof Dataset complex
        && complex.getDataType() instanceof CompoundDataType) {
      throw new MatrixFileException(
          file, name + ": its entries are complex; save real(X) or abs(X)");
    }
    SparseEntries entries = new SparseEntries(file, rows, columns);
    if (group.getChild("data") != null) {
      entries.addCompressed(
          false,
          integers(dataset(group, "jc")),
          integers(dataset(group, "ir")),
          numbers(dataset(group, "data")));
    }
    return entries.reading("MATLAB");
  }

  private static Dataset dataset(Group group, String name) {
    if (group.getChild(name) instanceof Dataset dataset && dataset.getDimensions().length == 1) {
      return dataset;
    }
    throw new IllegalArgumentException(
        "the sparse matrix %s has no part '%s'".formatted(group.getName(), name));
  }

  private double[] numbers(Dataset dataset) throws IOException {
    Hdf5Numbers numbers = Hdf5Numbers.of(dataset);
    if (numbers == null) {
      throw new MatrixFileException(file, dataset.getPath() + " holds no numbers");
    }
    return numbers.read(content, dataset);
  }

  private int[] integers(Dataset dataset) throws IOException {
    double[] values = numbers(dataset);
    int[] integers = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      integers[i] = (int) values[i];
      if (integers[i] != values[i]) {
        throw new MatrixFileException(
            file, "%s: element %d is %s".formatted(dataset.getPath(), i, values[i]));
      }
    }
    return integers;
  }

  @Override
  public void close() {
    content.close();
  }
}
