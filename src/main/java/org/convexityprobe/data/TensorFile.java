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
 * Named tensors of a file: <a href="https://huggingface.co/docs/safetensors">safetensors</a>, or
 * NumPy's {@code .npz} and {@code .npy} (<a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">format</a>), told
 * apart by what they hold.
 *
 * <p>Tensors of 64, 32, 16 bits and of bfloat16 are read as single precision; written are 32 bits,
 * bit by bit as they are. Files are not trusted: whatever one holds, reading it ends in tensors or
 * in an {@link IOException} that names the file and the fault, with memory in proportion to the
 * file and never above 2²⁷ elements.
 *
 * @param tensors in the order of the file, each name once
 * @param metadata text that goes with them; only safetensors keeps it
 */
public record TensorFile(List<Tensor> tensors, Map<String, String> metadata) {
  /** Most elements of all tensors of a file together; a ResNet-110 of width 8 has 1.1 · 10⁸. */
  static final long MAX_ELEMENTS = 1L << 27;

  private static final String EXPECTED = "tensors (.safetensors, .npz or .npy)";

  /** Checks that each name occurs once. */
  public TensorFile {
    tensors = List.copyOf(tensors);
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

  /** Returns the tensor of a name. */
  public Optional<Tensor> find(String name) {
    return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
  }

  /** Reads all tensors of a file. */
  public static TensorFile read(Path file) throws IOException {
    return read(file, name -> true);
  }

  /**
   * Reads some tensors of a file.
   *
   * @param wanted says by name which ones; the others may be of any type, such as the integer
   *     counters {@code num_batches_tracked} that PyTorch saves
   * @throws IOException if the file is missing, damaged, of another format, or holds a wanted
   *     tensor that is not of floating-point numbers
   */
  public static TensorFile read(Path file, Predicate<String> wanted) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no such file: " + file);
    }
    FileKind kind = FileKind.of(file);
    return switch (kind) {
      case SAFETENSORS -> new SafetensorsReader(file, wanted).read();
      case NPZ, NPY -> readNumpy(file, wanted);
      case PYTORCH -> throw new IOException(pytorch(file));
      // Damaged beyond recognition: the reader that the name asks for says where.
      case EMPTY, TEXT, JSON, BINARY, ZIP -> readNamed(file, wanted);
      default -> throw new IOException(file + ": " + kind.insteadOf(EXPECTED, file));
    };
  }

  private static TensorFile readNamed(Path file, Predicate<String> wanted) throws IOException {
    return switch (extension(file)) {
      case "safetensors" -> new SafetensorsReader(file, wanted).read();
      case "npz", "npy" -> readNumpy(file, wanted);
      default -> throw new IOException(unknownFormat(file));
    };
  }

  private static String pytorch(Path file) {
    return """
    %s: it is %s, which can run code and is not read; expected %s. This writes one:
      python3 -c "import torch, numpy; s = torch.load('%s', map_location='cpu', weights_only=True); \
    s = s.get('state_dict', s); numpy.savez('%s', **{k: v.numpy() for k, v in s.items() if torch.is_tensor(v)})\"\
    """
        .formatted(file, FileKind.PYTORCH.what(), EXPECTED, file, stem(file) + ".npz");
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
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
              "%s: an .npy file holds one tensor; found %d".formatted(file, tensors.size()));
        }
        AtomicFile.write(file, out -> NumpyWriter.writeArray(tensors.get(0), out));
      }
      default -> throw new IllegalArgumentException(unknownFormat(file));
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
