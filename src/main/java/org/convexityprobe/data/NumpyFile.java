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
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The arrays of a NumPy file: one of {@code .npy}, or those of an {@code .npz} archive, in which
 * each has a name (<a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">format</a>). Any
 * version, order, byte order and width is read; archives may be packed, stored, streamed or of more
 * than 4 GB. Which of the two a file is, its content says.
 *
 * <p>Files are not trusted: opening and reading one ends in arrays or in an {@link IOException}
 * that names the file, the array and the fault, with memory in proportion to the file.
 */
public final class NumpyFile implements AutoCloseable {
  private static final String SUFFIX = ".npy";
  private static final Pattern PACKING = Pattern.compile("compression method: (\\d+)");

  private final Path file;
  private final ZipFile zip;
  private final List<NumpyArray> arrays;

  private NumpyFile(Path file, ZipFile zip, List<NumpyArray> arrays) {
    this.file = file;
    this.zip = zip;
    this.arrays = List.copyOf(arrays);
  }

  /**
   * Opens a file and reads the headers of its arrays.
   *
   * @throws IOException if it is missing or damaged, or holds no array
   */
  public static NumpyFile open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no such file: " + file);
    }
    return isArchive(file) ? openArchive(file) : openSingle(file);
  }

  private static boolean isArchive(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      boolean packed = start.length == 2 && start[0] == 'P' && start[1] == 'K';
      boolean named = file.getFileName().toString().endsWith(".npz");
      return packed || (named && (start.length < 2 || start[0] != (byte) 0x93));
    }
  }

  private static NumpyFile openSingle(Path file) throws IOException {
    String name = file.getFileName().toString();
    ArraySource source = new ArraySource(file);
    return new NumpyFile(file, null, List.of(array(plainName(name), source)));
  }

  private static NumpyFile openArchive(Path file) throws IOException {
    ArraySource source = new ArraySource(file);
    ZipFile zip;
    try {
      zip = new ZipFile(AbsoluteFile.of(file));
    } catch (IOException | IllegalArgumentException e) {
      Matcher method = PACKING.matcher(ArraySource.reason(e));
      if (method.find()) {
        throw source.fault(
            "its arrays are packed by %s; expected Deflate or none: in NumPy, save them by numpy.savez_compressed"
                .formatted(packing(method.group(1))),
            e);
      }
      // The platform's reader answers some damaged archives with unchecked exceptions.
      throw source.fault(
          "it is no zip archive, or cut short or damaged (%s)".formatted(ArraySource.reason(e)), e);
    }
    try {
      return new NumpyFile(file, zip, arrays(file, zip));
    } catch (IOException e) {
      zip.close();
      throw e;
    } catch (IllegalArgumentException e) {
      zip.close();
      throw source.fault("its directory is damaged (%s)".formatted(ArraySource.reason(e)), e);
    }
  }

  /** Returns what a zip archive's number of a compression stands for. */
  private static String packing(String method) {
    return switch (method) {
      case "9" -> "Deflate64";
      case "12" -> "bzip2";
      case "14" -> "LZMA";
      case "20", "93" -> "Zstandard";
      case "95" -> "xz";
      default -> "method " + method;
    };
  }

  private static List<NumpyArray> arrays(Path file, ZipFile zip) throws IOException {
    ArraySource source = new ArraySource(file);
    List<NumpyArray> arrays = new ArrayList<>();
    List<String> others = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      if (!entry.getName().endsWith(SUFFIX)) {
        others.add("'" + entry.getName() + "'");
        continue;
      }
      String name = plainName(entry.getName());
      if (!names.add(name)) {
        throw source.fault("array '%s': the name occurs twice".formatted(name));
      }
      arrays.add(array(name, new ArraySource(file, zip, entry)));
    }
    if (arrays.isEmpty()) {
      throw source.fault(
          "no arrays in the archive; found %s"
              .formatted(others.isEmpty() ? "nothing" : String.join(", ", others)));
    }
    return arrays;
  }

  private static String plainName(String name) {
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  /** Reads a header, and compares the size that it announces with the size that there is. */
  private static NumpyArray array(String name, ArraySource source) throws IOException {
    try {
      long size = source.size();
      NumpyHeader header;
      try (InputStream content = source.open();
          InputStream in = new BufferedInputStream(content, 1 << 9)) {
        header = NumpyHeader.read(in);
      }
      long expected = header.length() + (long) header.count() * header.type().size();
      if (header.type().kind() != null && size != expected) {
        throw new IOException(
            "shape %s of type %s takes %d bytes with the header; found %d%s"
                .formatted(
                    header.shape(),
                    header.type().description(),
                    expected,
                    size,
                    size < expected ? ": it is cut short" : ""));
      }
      return new NumpyArray(name, header, source);
    } catch (IOException e) {
      throw source.fault("array '%s': %s".formatted(name, ArraySource.reason(e)), e);
    }
  }

  /** Returns the arrays in the order of the file; a single one is named after the file. */
  public List<NumpyArray> arrays() {
    return arrays;
  }

  /** Returns the array of a name. */
  public Optional<NumpyArray> find(String name) {
    return arrays.stream().filter(array -> array.name().equals(name)).findFirst();
  }

  /** Returns names, shapes and types of all arrays. */
  public String describe() {
    return arrays.stream().map(NumpyArray::describe).collect(Collectors.joining(", "));
  }

  /** Returns the file. */
  public Path path() {
    return file;
  }

  @Override
  public void close() throws IOException {
    if (zip != null) {
      zip.close();
    }
  }
}
