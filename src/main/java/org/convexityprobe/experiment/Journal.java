package org.convexityprobe.experiment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.data.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The finished units of work of a run, one line of JSON each, synced as they finish. A last line
 * that a kill left half-written is dropped with a warning, and its work done again.
 *
 * @param <T> the record of a unit
 */
final class Journal<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private final FileChannel channel;
  private final List<T> entries = new ArrayList<>();

  private Journal(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens a journal, reading what is in it.
   *
   * @throws IOException if it cannot be read or written, or a line other than the last is damaged
   */
  static <T> Journal<T> open(Path file, Class<T> type) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    Journal<T> journal = new Journal<>(channel);
    try {
      journal.load(file, type);
      return journal;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Reads a journal without writing to it. */
  static <T> List<T> read(Path file, Class<T> type) throws IOException {
    List<T> entries = new ArrayList<>();
    parse(file, Files.readAllBytes(file), type, entries);
    return entries;
  }

  private void load(Path file, Class<T> type) throws IOException {
    long good = parse(file, Files.readAllBytes(file), type, entries);
    channel.truncate(good);
    channel.position(good);
  }

  /** Returns the number of bytes up to the end of the last whole line. */
  private static <T> long parse(Path file, byte[] bytes, Class<T> type, List<T> entries)
      throws IOException {
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '\n') {
        continue;
      }
      String line = new String(bytes, start, i - start, StandardCharsets.UTF_8);
      try {
        entries.add(Json.parse(line, type));
      } catch (IllegalArgumentException e) {
        throw new IOException(
            "%s: line %d is damaged (%s); move the file away to start again"
                .formatted(file, entries.size() + 1, e.getMessage()),
            e);
      }
      start = i + 1;
    }
    if (start < bytes.length) {
      LOG.warn("{}: dropped a half-written last line; its work is done again", file);
    }
    return start;
  }

  /** Returns the finished units, in the order in which they finished. */
  List<T> entries() {
    return List.copyOf(entries);
  }

  /** Adds a finished unit and waits until it is on disk. */
  void append(T entry) throws IOException {
    long before = channel.position();
    ByteBuffer line =
        ByteBuffer.wrap((Json.writeLine(entry) + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(false);
    } catch (IOException e) {
      channel.truncate(before);
      throw e;
    }
    entries.add(entry);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
