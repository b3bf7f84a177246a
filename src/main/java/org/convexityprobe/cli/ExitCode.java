package org.convexityprobe.cli;

/** What the exit codes of {@code convexity} mean; listed at the end of its help. */
final class ExitCode {
  static final int OK = 0;
  static final int INTERNAL = 1;
  static final int USAGE = 2;
  static final int FILE = 3;
  static final int NUMERICAL = 4;
  static final int MEMORY = 5;
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
