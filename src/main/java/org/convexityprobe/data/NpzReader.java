package org.convexityprobe.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads NumPy's {@code .npz}: a zip archive of {@code .npy} arrays, one a name; and single {@code
 * .npy} files.
 */
final class NpzReader {
  private static final String SUFFIX = ".npy";

  /** Deflate packs 258 bytes into two bits at best; a size beyond that is a lie. */
  private static final long MAX_RATIO = 1032;

  private final Path file;
  private final Predicate<String> wanted;
  private long elements;

  NpzReader(Path file, Predicate<String> wanted) {
    this.file = file;
    this.wanted = wanted;
  }

  /** Reads a file of one array, which is named after it. */
  static TensorFile readSingle(Path file) throws IOException {
    String name = file.getFileName().toString();
    String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    NpzReader reader = new NpzReader(file, any -> true);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return new TensorFile(List.of(reader.array(stem, in, Files.size(file))), Map.of());
    } catch (IOException e) {
      throw reader.located(e);
    }
  }

  TensorFile read() throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    Set<String> names = new HashSet<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.getName().endsWith(SUFFIX)) {
          throw fault(entry.getName(), "it is no .npy array");
        }
        String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
        if (!names.add(name)) {
          throw fault(name, "the name occurs twice");
        }
        if (wanted.test(name)) {
          tensors.add(array(zip, entry, name));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // The platform's reader answers some damaged archives with unchecked exceptions.
      throw located(e);
    }
    return new TensorFile(tensors, Map.of());
  }

  private Tensor array(ZipFile zip, ZipEntry entry, String name) throws IOException {
    long packed = entry.getCompressedSize();
    if (entry.getSize() < 0 || packed < 0 || entry.getSize() > (packed + 1) * MAX_RATIO) {
      throw fault(name, "%d bytes cannot unpack to %d bytes".formatted(packed, entry.getSize()));
    }
    InputStream content = zip.getInputStream(entry);
    if (content == null) {
      throw fault(name, "it cannot be read");
    }
    try (CheckedInputStream in =
        new CheckedInputStream(new BufferedInputStream(content), new CRC32())) {
      Tensor tensor = array(name, in, entry.getSize());
      if (in.read() >= 0) {
        throw fault(name, "it holds more bytes than it announces");
      }
      if (in.getChecksum().getValue() != entry.getCrc()) {
        throw fault(name, "its checksum is wrong");
      }
      return tensor;
    }
  }

  /** Reads an array of so many bytes, header included. */
  private Tensor array(String name, InputStream in, long bytes) throws IOException {
    NpyHeader header;
    try {
      header = NpyHeader.read(in);
    } catch (IOException e) {
      throw new IOException(fault(name, reason(e)).getMessage(), e);
    }
    long count = Tensor.elements(header.shape());
    long expected = header.length() + count * header.format().size();
    if (bytes != expected) {
      throw fault(
          name,
          "shape %s takes %d bytes with the header; found %d"
              .formatted(header.shape(), expected, bytes));
    }
    elements += count;
    if (elements > TensorFile.MAX_ELEMENTS) {
      throw fault(name, "the file holds more than %d numbers".formatted(TensorFile.MAX_ELEMENTS));
    }
    float[] values = header.format().read(in, (int) count, header.order());
    return new Tensor(
        name, header.shape(), header.columnMajor() ? rowMajor(values, header.shape()) : values);
  }

  /** Returns the elements in row-major order, the last index running fastest. */
  private static float[] rowMajor(float[] columnMajor, List<Integer> shape) {
    float[] values = new float[columnMajor.length];
    int[] index = new int[shape.size()];
    for (int target = 0; target < values.length; target++) {
      int source = 0;
      for (int axis = shape.size() - 1; axis >= 0; axis--) {
        source = source * shape.get(axis) + index[axis];
      }
      values[target] = columnMajor[source];
      for (int axis = shape.size() - 1; axis >= 0 && ++index[axis] == shape.get(axis); axis--) {
        index[axis] = 0;
      }
    }
    return values;
  }

  private static IOException fault(String name, String what) {
    return new IOException("array '%s': %s".formatted(name, what));
  }

  /** Returns a failure that names the file. */
  private IOException located(Exception e) {
    return new IOException("%s cannot be read: %s".formatted(file, reason(e)), e);
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? "it is damaged" : e.getMessage();
  }
}
