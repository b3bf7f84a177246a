package org.convexityprobe.experiment.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.convexityprobe.data.Checksum;
import org.convexityprobe.experiment.work.InputFile;

/**
 * A file or folder with all that is read with it.
 *
 * @param content files and folders by their names below the folder that the file or folder is in
 */
record FileBundle(SortedMap<String, Path> content) {
  /**
   * Looks what there is.
   *
   * @return without content if the file or folder is not there
   * @throws IOException if a folder cannot be read
   */
  static FileBundle of(InputFile input) throws IOException {
    SortedMap<String, Path> content = new TreeMap<>();
    Path path = Path.of(input.path()).toAbsolutePath().normalize();
    if (!Files.exists(path)) {
      return new FileBundle(content);
    }
    Path folder = path.getParent();
    if (folder == null) {
      throw new IOException(
          "%s is a whole file system; expected a file or folder in it".formatted(input.path()));
    }
    try (Stream<Path> all = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
      for (Path found : (Iterable<Path>) all::iterator) {
        add(content, folder, found);
      }
    }
    for (String name : input.beside()) {
      add(content, folder, folder.resolve(name));
    }
    return new FileBundle(content);
  }

  private static void add(SortedMap<String, Path> content, Path folder, Path found) {
    String name = folder.relativize(found).toString();
    if (Files.isDirectory(found)) {
      content.put(name + "/", found);
    } else if (Files.isRegularFile(found)) {
      content.put(name, found);
    }
  }

  /** Returns the name of a file or folder in the folder that it is in. */
  static String name(InputFile input) {
    return Path.of(input.path()).toAbsolutePath().normalize().getFileName().toString();
  }

  /** Returns the SHA-256 of all names and of what is in each file. */
  String sha256() throws IOException {
    StringBuilder list = new StringBuilder();
    for (Map.Entry<String, Path> entry : content.entrySet()) {
      boolean file = Files.isRegularFile(entry.getValue());
      list.append(file ? Checksum.Kind.SHA256.of(entry.getValue()) : "folder")
          .append("  ")
          .append(entry.getKey())
          .append('\n');
    }
    return DigestUtils.sha256Hex(list.toString());
  }

  /** Writes all as a ZIP archive. */
  void pack(OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.BEST_SPEED);
      for (Map.Entry<String, Path> entry : content.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        if (Files.isRegularFile(entry.getValue())) {
          Files.copy(entry.getValue(), zip);
        }
        zip.closeEntry();
      }
    }
  }

  /** Reads what {@link #pack} wrote, into a folder. */
  static void unpack(InputStream in, Path folder) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("%s lies outside its folder".formatted(entry.getName()));
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.copy(zip, target);
        }
      }
    }
  }
}
