package org.convexityprobe.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Named tensors of a file: <a href="https://huggingface.co/docs/safetensors">safetensors</a>,
 * NumPy's {@code .npz} and {@code .npy} (<a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">format</a>), or
 * what {@code torch.save} writes, told apart by what they hold.
 *
 * <p>Tensors of 64, 32, 16 bits and of bfloat16 are read as single precision; written are 32 bits,
 * bit by bit as they are. Files are not trusted: whatever one holds, reading it ends in tensors or
 * in an {@link IOException} that names the file and the fault, with memory in proportion to the
 * file and never above 2²⁷ elements.
 *
 * @param tensors in the order of the file, each name once
 * @param metadata text that goes with them; only safetensors keeps it
 * @param notes what a reader noticed and decided, one line each
 */
public record TensorFile(List<Tensor> tensors, Map<String, String> metadata, List<String> notes) {
  /** Most elements of all tensors of a file together; a ResNet-110 of width 8 has 1.1 · 10⁸. */
  static final long MAX_ELEMENTS = 1L << 27;

  private static final String EXPECTED = "tensors (PyTorch, safetensors, .npz or .npy)";

  /** Checks that each name occurs once. */
  public TensorFile {
    tensors = List.copyOf(tensors);
    notes = List.copyOf(notes);
    // Sorted: the order of Map.copyOf differs from one process to the next.
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    Set<String> names = new HashSet<>();
    for (Tensor tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new IllegalArgumentException(
            "tensor name '%s' occurs twice".formatted(tensor.name()));
      }
    }
  }

  /** Takes tensors of which there is nothing to note. */
  public TensorFile(List<Tensor> tensors, Map<String, String> metadata) {
    this(tensors, metadata, List.of());
  }

  /** Returns the tensor of a name. */
  public Optional<Tensor> find(String name) {
    return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
  }

  /** Reads all tensors of a file. */
  public static TensorFile read(Path file) throws IOException {
    return read(file, name -> true);
  }

  /** Reads some tensors of a file, in which they need not be looked for. */
  static TensorFile read(Path file, Predicate<String> wanted) throws IOException {
    return read(file, wanted, null);
  }

  /**
   * Reads some tensors of a file.
   *
   * @param wanted says by name which ones; the others may be of any type, such as the integer
   *     counters {@code num_batches_tracked} that PyTorch saves
   * @param key which of the dictionaries of a PyTorch file to read, such as {@code state_dict};
   *     null where it has one, and for other files
   * @throws IOException if the file is missing, damaged, of another format, or holds a wanted
   *     tensor that is not of floating-point numbers
   * @throws IllegalArgumentException if a key must be given, or means nothing for this file
   */
  public static TensorFile read(Path file, Predicate<String> wanted, String key)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no such file: " + file);
    }
    FileKind kind = FileKind.of(file);
    if (key != null && kind != FileKind.PYTORCH && kind != FileKind.ZIP) {
      throw new IllegalArgumentException(
          "%s: it is %s, where --key means nothing; only PyTorch files hold several dictionaries"
              .formatted(file, kind.what()));
    }
    return switch (kind) {
      case SAFETENSORS -> new SafetensorsReader(file, wanted).read();
      case NPZ, NPY -> readNumpy(file, wanted);
      case PYTORCH -> TorchFile.read(file, wanted, key);
      // Damaged beyond recognition: the reader that the name asks for says where.
      case EMPTY, TEXT, JSON, BINARY, ZIP -> readNamed(file, wanted, kind, key);
      default -> throw new IOException(file + ": " + kind.insteadOf(EXPECTED, file));
    };
  }

  private static TensorFile readNamed(
      Path file, Predicate<String> wanted, FileKind kind, String key) throws IOException {
    return switch (extension(file)) {
      case "safetensors" -> new SafetensorsReader(file, wanted).read();
      case "npz", "npy" -> readNumpy(file, wanted);
      default -> {
        // An archive of PyTorch that was packed again may begin with any of its parts.
        if (kind == FileKind.ZIP) {
          yield TorchFile.read(file, wanted, key);
        }
        throw new IOException(file + ": " + kind.insteadOf(EXPECTED, file));
      }
    };
  }

  private static TensorFile readNumpy(Path file, Predicate<String> wanted) throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    long elements = 0;
    try (NumpyFile content = NumpyFile.open(file)) {
      for (NumpyArray array : content.arrays()) {
        if (wanted.test(array.name())) {
          elements += array.count();
          if (elements > MAX_ELEMENTS) {
            throw new IOException("%s holds more than %d numbers".formatted(file, MAX_ELEMENTS));
          }
          tensors.add(array.tensor());
        }
      }
    }
    return new TensorFile(tensors, Map.of());
  }

  private void writeArchive(OutputStream out) throws IOException {
    NumpyWriter archive = new NumpyWriter(out);
    for (Tensor tensor : tensors) {
      archive.add(tensor);
    }
    archive.finish();
  }

  /**
   * Writes the tensors, whole or not at all.
   *
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if the name ends in neither .safetensors nor .npz, nor in .npy
   *     with exactly one tensor
   */
  public void write(Path file) throws IOException {
    switch (extension(file)) {
      case "safetensors" -> AtomicFile.write(file, new SafetensorsWriter(this)::writeTo);
      case "npz" -> AtomicFile.write(file, this::writeArchive);
      case "npy" -> {
        if (tensors.size() != 1) {
          throw new IllegalArgumentException(
              "%s: an .npy file holds one tensor; found %d; write .safetensors or .npz"
                  .formatted(file, tensors.size()));
        }
        AtomicFile.write(file, out -> NumpyWriter.writeArray(tensors.get(0), out));
      }
      default ->
          throw new IllegalArgumentException(
              tensors.size() == 1
                  ? unknownFormat(file)
                  : "%s: expected a file name that ends in .safetensors or .npz".formatted(file));
    }
  }

  private static String unknownFormat(Path file) {
    return "%s: expected a file name that ends in .safetensors, .npz or .npy".formatted(file);
  }

  private static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
