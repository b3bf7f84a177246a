package org.convexityprobe.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --out} of every command that fills a folder and can be resumed. */
public final class OutOption {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the results; the same command continues a stopped run.")
  private Path out;

  /** Returns the folder. */
  public Path folder() {
    return out;
  }
}
