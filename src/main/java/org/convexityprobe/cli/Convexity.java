package org.convexityprobe.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code convexity}. */
@Command(
    name = "convexity",
    mixinStandardHelpOptions = true,
    description = "Measures how convex loss landscapes are.")
public final class Convexity {
  private Convexity() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Convexity()).execute(args));
  }
}
