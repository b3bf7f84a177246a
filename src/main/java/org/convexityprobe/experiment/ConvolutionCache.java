package org.convexityprobe.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.convexityprobe.data.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What timings of convolutions found on this machine: one choice for each processor and version of
 * the program, in a file that all runs share.
 */
public final class ConvolutionCache {
  /** Names the folder of the file; {@code ~/.cache/convexity-probe} without it. */
  public static final String FOLDER = "CONVEXITY_CACHE";

  private static final String FILE = "convolutions.json";

  private static final Logger LOG = LoggerFactory.getLogger(ConvolutionCache.class);

  private final Path file;

  /**
   * A cache in a folder, which need not exist.
   *
   * @param folder receives {@code convolutions.json}
   */
  public ConvolutionCache(Path folder) {
    this.file = folder.resolve(FILE);
  }

  /** Returns this machine's cache. */
  public static ConvolutionCache ofThisMachine() {
    String folder = System.getenv(FOLDER);
    return new ConvolutionCache(
        folder == null || folder.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache", "convexity-probe")
            : Path.of(folder));
  }

  /**
   * The choices, by processor and version.
   *
   * @param choices such as {@code winograd-from-128}
   */
  record Content(Map<String, String> choices) {
    Content {
      choices = choices == null ? Map.of() : Map.copyOf(choices);
    }
  }

  /** Returns the choice for this processor and version; empty if it was not timed. */
  public Optional<String> find() {
    return Optional.ofNullable(read().choices().get(key()));
  }

  /** Returns the choice for this processor and version, which is timed at the first call. */
  public String get(Supplier<String> timing) {
    return find().orElseGet(() -> keep(timing.get()));
  }

  private String keep(String choice) {
    Map<String, String> choices = new TreeMap<>(read().choices());
    choices.put(key(), choice);
    try {
      Files.createDirectories(file.getParent());
      Json.write(file, new Content(choices));
    } catch (IOException e) {
      // It costs a second at the next start, no more.
      LOG.debug("{} cannot be written: {}", file, e.getMessage());
    }
    return choice;
  }

  /** A file that cannot be read is written anew. */
  private Content read() {
    try {
      return Files.exists(file) ? Json.read(file, Content.class) : new Content(null);
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("{} cannot be read and is made again: {}", file, e.getMessage());
      return new Content(null);
    }
  }

  private static String key() {
    return Processor.describe() + ", " + Environment.program();
  }
}
