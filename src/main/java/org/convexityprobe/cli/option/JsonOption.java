package org.convexityprobe.cli.option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.convexityprobe.data.AtomicFile;
import picocli.CommandLine.Option;

/** The option for programs that read results. */
public final class JsonOption {
  private static final String STANDARD_OUTPUT = "-";

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write the results as JSON to this file; - prints JSON instead of text.")
  private String file;

  /** Returns whether standard output is for JSON alone. */
  public boolean alone() {
    return STANDARD_OUTPUT.equals(file);
  }

  /** Writes the results where they are asked for, if they are. */
  public void write(String json, PrintWriter out) throws IOException {
    if (alone()) {
      out.println(json.stripTrailing());
      out.flush();
    } else if (file != null) {
      AtomicFile.writeString(Path.of(file), json);
    }
  }
}
