package org.convexityprobe.resnet;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.convexityprobe.data.Json;

/**
 * What the owner of a network says of it, in {@code NET.label.json} beside {@code NET.pt}. Results
 * of several networks are arranged and compared by it.
 *
 * @param name free text; null for the name of the file
 * @param depth number of layers, or null
 * @param width factor by which the channels are multiplied, or null
 * @param skipConnections whether it has skip connections, or null
 * @param epoch completed epochs, or null
 * @param seed seed of its training, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GivenLabel(
    String name, Integer depth, Integer width, Boolean skipConnections, Integer epoch, Long seed) {
  /** Nothing is known. */
  public static final GivenLabel NONE = new GivenLabel(null, null, null, null, null, null);

  private static final String END = ".label.json";

  /** Checks the numbers. */
  public GivenLabel {
    if ((depth != null && depth < 1)
        || (width != null && width < 1)
        || (epoch != null && epoch < 0)) {
      throw new IllegalArgumentException(
          "depth %s, width %s, epoch %s; expected at least 1, 1 and 0"
              .formatted(depth, width, epoch));
    }
    if (name != null && name.isBlank()) {
      throw new IllegalArgumentException("name is empty; leave it out for that of the file");
    }
  }

  /**
   * Reads what is said of a network.
   *
   * @return nothing known where there is no such file
   * @throws IOException if it cannot be read
   */
  static GivenLabel of(Path network) throws IOException {
    Path file = file(network);
    if (!Files.isRegularFile(file)) {
      return NONE;
    }
    try {
      return Json.read(file, GivenLabel.class);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Returns the file beside a network's. */
  static Path file(Path network) {
    return network.resolveSibling(stem(network) + END);
  }

  /** Returns the name of a file without its ending. */
  static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", "");
  }
}
