package org.convexityprobe.cli.progress;

/** What the exit codes of {@code convexity} mean; listed at the end of its help. */
public final class ExitCode {
  public static final int OK = 0;
  static final int INTERNAL = 1;
  public static final int USAGE = 2;
  public static final int FILE = 3;
  public static final int NUMERICAL = 4;
  public static final int MEMORY = 5;
  static final int INCOMPLETE = 6;
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
