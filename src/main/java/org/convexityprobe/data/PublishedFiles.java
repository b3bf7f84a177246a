package org.convexityprobe.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.convexityprobe.data.Checksum.Kind;

/**
 * Files of a published set, known by their SHA-256. What was computed is remembered beside them, in
 * a file {@code .sha256.json}, for as long as a file keeps its size and its time.
 *
 * @param digests the SHA-256 of each file, in hexadecimal
 */
record PublishedFiles(Map<String, String> digests) {
  /** CIFAR-10's binary version, as in the archive of its author. */
  static final PublishedFiles CIFAR10 =
      new PublishedFiles(
          Map.of(
              "data_batch_1.bin",
              "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5",
              "data_batch_2.bin",
              "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed",
              "data_batch_3.bin",
              "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67",
              "data_batch_4.bin",
              "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48",
              "data_batch_5.bin",
              "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add",
              "test_batch.bin",
              "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"));

  private static final String STAMP = ".sha256.json";

  /** What was computed of a folder's files. */
  private record Stamp(Map<String, Computed> files) {}

  /** A digest, and the size and time of the file that it was computed of. */
  private record Computed(long size, String modified, String sha256) {}

  /** Sorts the names. */
  PublishedFiles {
    digests = new TreeMap<>(digests);
  }

  /**
   * Returns the names of the files that differ from the published ones, in order.
   *
   * @throws IOException if a file is missing or cannot be read
   */
  List<String> changedIn(Path folder) throws IOException {
    Map<String, Computed> known = remembered(folder);
    Map<String, Computed> now = new TreeMap<>();
    List<String> changed = new ArrayList<>();
    for (Map.Entry<String, String> published : digests.entrySet()) {
      Computed computed =
          compute(folder.resolve(published.getKey()), known.get(published.getKey()));
      now.put(published.getKey(), computed);
      if (!computed.sha256().equals(published.getValue())) {
        changed.add(published.getKey());
      }
    }
    if (!now.equals(known)) {
      remember(folder, now);
    }
    return changed;
  }

  private static Computed compute(Path file, Computed known) throws IOException {
    long size = Files.size(file);
    String modified = Files.getLastModifiedTime(file).toString();
    return known != null && known.size() == size && known.modified().equals(modified)
        ? known
        : new Computed(size, modified, Kind.SHA256.of(file));
  }

  private static Map<String, Computed> remembered(Path folder) {
    try {
      Map<String, Computed> files = Json.read(folder.resolve(STAMP), Stamp.class).files();
      return files == null ? Map.of() : files;
    } catch (IOException | IllegalArgumentException e) {
      // Nothing is remembered, or nothing usable: the digests are computed again.
      return Map.of();
    }
  }

  private static void remember(Path folder, Map<String, Computed> files) {
    try {
      Json.write(folder.resolve(STAMP), new Stamp(files));
    } catch (IOException e) {
      // A folder that cannot be written is checked each time; that takes a second.
    }
  }
}
