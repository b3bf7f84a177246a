package org.convexityprobe.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads tensors of what PyTorch's {@code torch.save} wrote: since version 1.6 a zip archive of a
 * pickle and of one entry for each storage, before that (and with {@code
 * _use_new_zipfile_serialization=False}) five pickles and then the storages (<a
 * href="https://github.com/pytorch/pytorch/blob/main/torch/serialization.py">serialization.py</a>).
 *
 * <p>Nothing in a file is run: see {@link PickleReader}. Memory is in proportion to the file.
 */
final class TorchFile {
  private static final String PICKLE = "/data.pkl";

  /** What a storage of a small file may have beyond its bytes, so that nothing real is refused. */
  private static final long SLACK = 1 << 20;

  /** The pickles before the storages: a magic number, a version, the machine, objects, keys. */
  private static final int PICKLES = 5;

  private final Path file;
  private final Predicate<String> wanted;
  private final String key;

  private TorchFile(Path file, Predicate<String> wanted, String key) {
    this.file = file;
    this.wanted = wanted;
    this.key = key;
  }

  /**
   * Reads the wanted tensors of a dictionary.
   *
   * @param key the dictionary; null for the only one
   * @throws IOException if the file is damaged, or holds anything but data
   * @throws IllegalArgumentException if the key does not say which dictionary, or must
   */
  static TensorFile read(Path file, Predicate<String> wanted, String key) throws IOException {
    TorchFile torch = new TorchFile(file, wanted, key);
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 'P' ? torch.readArchive() : torch.readStream();
    } catch (IOException e) {
      String message = e.getMessage() == null ? "it is damaged" : e.getMessage();
      throw message.startsWith(file.toString())
          ? e
          : new IOException("%s cannot be read: %s".formatted(file, message), e);
    }
  }

  private TensorFile readArchive() throws IOException {
    try (ZipFile zip = new ZipFile(AbsoluteFile.of(file))) {
      requireDistinct(zip);
      ZipEntry pickle =
          zip.stream()
              .filter(entry -> entry.getName().endsWith(PICKLE))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IOException(
                          "the zip archive has no data.pkl, which torch.save writes; expected"
                              + " tensors (PyTorch, safetensors, .npz or .npy)"));
      String folder =
          pickle.getName().substring(0, pickle.getName().length() - PICKLE.length() + 1);
      if (zip.stream().anyMatch(entry -> entry.getName().startsWith(folder + "code/"))) {
        throw new IOException(
            "it is a TorchScript model with its code, which 'convexity probe' takes as it is; for its weights alone, in Python: torch.save(torch.jit.load('%s').state_dict(), 'weights.pt')"
                .formatted(file));
      }
      Object root;
      try (InputStream in = new BufferedInputStream(zip.getInputStream(pickle))) {
        root = new PickleReader(in, new TorchObjects()).read();
      }
      Selection selection = select(root);
      ByteOrder order = order(zip, folder);
      for (Map.Entry<TorchTensor.Storage, List<Integer>> part : selection.byStorage.entrySet()) {
        TorchTensor.Storage storage = part.getKey();
        ZipEntry entry = zip.getEntry(folder + "data/" + storage.key());
        if (entry == null) {
          throw new IOException(
              "the archive has no part 'data/%s', which tensor '%s' needs: it is damaged"
                  .formatted(TorchObjects.shown(storage.key()), selection.name(part.getValue())));
        }
        readEntry(zip, entry, order, part, selection);
      }
      return selection.tensorFile();
    } catch (ZipException e) {
      throw new IOException(
          "the archive is cut short or damaged (%s); copy or fetch it again"
              .formatted(e.getMessage()),
          e);
    } catch (IllegalArgumentException e) {
      if (e.getMessage() != null && e.getMessage().startsWith(file.toString())) {
        throw e;
      }
      // The platform's reader answers some damaged archives with unchecked exceptions.
      throw new IOException("its directory is damaged (%s)".formatted(e.getMessage()), e);
    }
  }

  /** Programs differ in which of two parts of one name they read. */
  private static void requireDistinct(ZipFile zip) throws IOException {
    Set<String> names = new HashSet<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      if (!names.add(entry.getName())) {
        throw new IOException(
            "the archive has two parts '%s': it is damaged"
                .formatted(TorchObjects.shown(entry.getName())));
      }
    }
  }

  private static ByteOrder order(ZipFile zip, String folder) throws IOException {
    ZipEntry entry = zip.getEntry(folder + "byteorder");
    if (entry == null) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    try (InputStream in = zip.getInputStream(entry)) {
      String order = new String(in.readNBytes(16), StandardCharsets.ISO_8859_1);
      return switch (order) {
        case "big" -> ByteOrder.BIG_ENDIAN;
        case "little" -> ByteOrder.LITTLE_ENDIAN;
        default ->
            throw new IOException(
                "its byte order is '%s'; expected little or big"
                    .formatted(TorchObjects.shown(order)));
      };
    }
  }

  private void readEntry(
      ZipFile zip,
      ZipEntry entry,
      ByteOrder order,
      Map.Entry<TorchTensor.Storage, List<Integer>> part,
      Selection selection)
      throws IOException {
    long bytes = part.getKey().bytes();
    ArraySource source = new ArraySource(file, zip, entry);
    try {
      if (source.size() != bytes) {
        throw new IOException("it has %d bytes; expected %d".formatted(source.size(), bytes));
      }
      try (InputStream content = source.open();
          InputStream in = new BufferedInputStream(content)) {
        selection.read(in, part, order);
        source.finish(in);
      }
    } catch (IOException e) {
      throw new IOException(
          "the numbers of tensor '%s': %s"
              .formatted(selection.name(part.getValue()), ArraySource.reason(e)),
          e);
    }
  }

  private TensorFile readStream() throws IOException {
    try (InputStream content = Files.newInputStream(file);
        InputStream in = new BufferedInputStream(content)) {
      TorchObjects objects = new TorchObjects();
      List<Object> parts = new ArrayList<>();
      while (parts.size() < PICKLES) {
        parts.add(new PickleReader(in, objects).read());
      }
      if (!(parts.get(PICKLES - 1) instanceof List<?> keys)) {
        throw new IOException("its list of storages is missing: it is damaged");
      }
      Selection selection = select(parts.get(PICKLES - 2));
      Map<Object, Map.Entry<TorchTensor.Storage, List<Integer>>> byKey = new HashMap<>();
      selection.byStorage.entrySet().forEach(part -> byKey.put(part.getKey().key(), part));
      Map<String, TorchTensor.Storage> all = objects.storages();
      for (Object storageKey : keys) {
        TorchTensor.Storage storage = storageKey instanceof String name ? all.get(name) : null;
        if (storage == null) {
          throw new IOException("a storage that nothing describes: it is damaged");
        }
        byte[] length = in.readNBytes(Long.BYTES);
        long count =
            length.length < Long.BYTES
                ? -1
                : ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
        int size = storage.type() == null ? 1 : storage.type().size();
        if (count < 0 || count > storage.bytes() || count * size != storage.bytes()) {
          throw new IOException(
              "a storage announces %d numbers of %d bytes; expected %d bytes: it is cut short or damaged"
                  .formatted(count, size, storage.bytes()));
        }
        Map.Entry<TorchTensor.Storage, List<Integer>> part = byKey.remove(storage.key());
        if (part == null) {
          in.skipNBytes(storage.bytes());
        } else {
          selection.read(in, part, ByteOrder.LITTLE_ENDIAN);
        }
      }
      if (!byKey.isEmpty()) {
        throw new IOException(
            "the numbers of tensor '%s' are missing: it is damaged"
                .formatted(selection.name(byKey.values().iterator().next().getValue())));
      }
      return selection.tensorFile();
    }
  }

  /** Chooses the tensors and checks that they are of numbers that are read, and not too many. */
  private Selection select(Object root) throws IOException {
    TorchDictionary dictionary = TorchDictionary.choose(file, root, key);
    Selection selection = new Selection(dictionary);
    long limit = Math.min(TensorFile.MAX_ELEMENTS, Files.size(file) + SLACK);
    long elements = 0;
    for (Map.Entry<String, TorchTensor> entry : dictionary.tensors().entrySet()) {
      if (!wanted.test(entry.getKey())) {
        continue;
      }
      TorchTensor tensor = entry.getValue();
      if (tensor.type().format() == null) {
        throw new IOException(
            "tensor '%s' has type %s; expected float64, float32, float16 or bfloat16"
                .formatted(TorchObjects.shown(entry.getKey()), tensor.type()));
      }
      elements += tensor.count();
      if (Math.max(elements, tensor.storage().bytes() / tensor.type().size()) > limit) {
        throw new IOException(
            "its tensors have more than %,d numbers, too many for a file of %,d bytes or for this program"
                .formatted(limit, Files.size(file)));
      }
      selection.add(entry.getKey(), tensor);
    }
    return selection;
  }

  /** The tensors that are read, grouped by the storages that hold them. */
  private static final class Selection {
    private final TorchDictionary dictionary;
    private final List<String> names = new ArrayList<>();
    private final List<TorchTensor> tensors = new ArrayList<>();
    private final List<Tensor> values = new ArrayList<>();
    private final Map<TorchTensor.Storage, List<Integer>> byStorage = new LinkedHashMap<>();

    Selection(TorchDictionary dictionary) {
      this.dictionary = dictionary;
    }

    void add(String name, TorchTensor tensor) {
      byStorage.computeIfAbsent(tensor.storage(), storage -> new ArrayList<>()).add(names.size());
      names.add(name);
      tensors.add(tensor);
      values.add(null);
    }

    String name(List<Integer> group) {
      return TorchObjects.shown(names.get(group.get(0)));
    }

    /** Reads a storage, and takes all its tensors out of it. */
    void read(InputStream in, Map.Entry<TorchTensor.Storage, List<Integer>> part, ByteOrder order)
        throws IOException {
      TorchType type = tensors.get(part.getValue().get(0)).type();
      long count = part.getKey().bytes() / type.size();
      float[] stored = type.format().read(in, Math.toIntExact(count), order);
      in.skipNBytes(part.getKey().bytes() - count * type.size());
      for (int index : part.getValue()) {
        TorchTensor tensor = tensors.get(index);
        if (tensor.type() != type) {
          throw new IOException("tensors of two types share its numbers");
        }
        values.set(index, new Tensor(names.get(index), tensor.shape(), tensor.values(stored)));
      }
    }

    TensorFile tensorFile() {
      List<String> notes = new ArrayList<>();
      if (!dictionary.others().isEmpty()) {
        notes.add(
            "weights: '%s' of a PyTorch file, which also holds %s"
                .formatted(TorchObjects.shown(dictionary.key()), dictionary.others()));
      }
      return new TensorFile(values, Map.of(), notes);
    }
  }
}
