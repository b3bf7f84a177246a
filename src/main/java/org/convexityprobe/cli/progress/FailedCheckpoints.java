package org.convexityprobe.cli.progress;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/** Checkpoints or runs that a command could not use, while it finished the others. */
public final class FailedCheckpoints {
  private final Map<String, Exception> failures = new LinkedHashMap<>();

  /** Keeps the first failure of each. */
  public void add(String name, Exception failure) {
    failures.putIfAbsent(name, failure);
  }

  /**
   * Says what was wrong with each.
   *
   * @param code the exit code where all could be used
   * @return the exit code: that of the first failure, if there is one
   */
  public int report(CommandLine commandLine, int code) {
    int first = code;
    for (Exception failure : failures.values()) {
      int own = Failures.report(failure, commandLine);
      first = first == code ? own : first;
    }
    return first;
  }
}
