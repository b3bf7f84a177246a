package org.convexityprobe.experiment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The finished units of work of a run, one line of JSON each with who made it, synced as they
 * finish. A last line that a kill left half-written is dropped with a warning, and its work done
 * again.
 *
 * @param <T> the record of a unit
 */
public final class Journal<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private final Path file;
  private final FileChannel channel;
  private final List<T> entries = new ArrayList<>();
  private final Set<Maker> makers = new LinkedHashSet<>();
  private boolean released;

  private Journal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens a journal, reading what is in it.
   *
   * @throws IOException if it cannot be read or written, or a line other than the last is damaged
   */
  public static <T> Journal<T> open(Path file, Class<T> type) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    Journal<T> journal = new Journal<>(file, channel);
    try {
      journal.load(type);
      return journal;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Reads all whole lines, and cuts off what is behind the last of them. */
  private void load(Class<T> type) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int start = 0;
    int number = 1;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        add(number, new String(bytes, start, i - start, StandardCharsets.UTF_8), type);
        start = i + 1;
        number++;
      }
    }
    if (start < bytes.length) {
      LOG.warn("{}: removed an incomplete last line; its work is repeated", file);
    }
    channel.truncate(start);
    channel.position(start);
  }

  private void add(int number, String text, Class<T> type) throws IOException {
    try {
      JournalLine<T> line = JournalLine.parse(text, type);
      entries.add(line.unit());
      makers.add(line.madeBy());
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s: line %d is damaged: %s; remove this line; only its work is then repeated"
              .formatted(file, number, e.getMessage()),
          e);
    }
  }

  /**
   * Returns some of the finished units, in the order of their keys.
   *
   * @param which those that are wanted
   * @param key a unit's number
   */
  public Map<Integer, T> entries(Predicate<T> which, ToIntFunction<T> key) {
    Map<Integer, T> chosen = new TreeMap<>();
    entries.stream().filter(which).forEach(entry -> chosen.put(key.applyAsInt(entry), entry));
    return chosen;
  }

  /** Returns the finished units, in the order in which they finished. */
  public List<T> entries() {
    return List.copyOf(entries);
  }

  /**
   * Adds a finished unit and waits until it is on disk.
   *
   * @param maker who computed it
   */
  public void append(T entry, Maker maker) throws IOException {
    long before = channel.position();
    String text = new JournalLine<>(maker, entry).text() + "\n";
    ByteBuffer line = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try {
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(false);
    } catch (IOException e) {
      channel.truncate(before);
      throw new IOException(
          "%s cannot be written (%s); the finished work in it is kept"
              .formatted(file, e.getMessage()),
          e);
    }
    if (!released) {
      entries.add(entry);
    }
    makers.add(maker);
  }

  /** Keeps no entries in memory from here on: the file has them. */
  public void release() {
    released = true;
    entries.clear();
  }

  /** Returns who made the finished units, in the order of their first ones. */
  public List<Maker> makers() {
    return List.copyOf(makers);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
