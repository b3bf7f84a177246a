package org.convexityprobe.experiment.reproduction;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The configurations that come with the program, the same files as in the folder configs. */
final class Configs {
  private Configs() {}

  /**
   * Returns the text of a file.
   *
   * @param name relative to configs, such as {@code table2.yaml}
   */
  static String text(String name) throws IOException {
    String resource = "/org/convexityprobe/configs/" + name;
    try (InputStream stream = Configs.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("no configuration " + name + " in this program");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
