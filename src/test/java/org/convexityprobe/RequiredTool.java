package org.convexityprobe;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs that some tests start. Where one is missing, its tests are skipped; with {@code
 * CONVEXITY_REQUIRE_TOOLS=true} they fail.
 */
public final class RequiredTool {
  private static final String VARIABLE = "CONVEXITY_REQUIRE_TOOLS";

  private RequiredTool() {}

  /** Gives the test up if a program cannot be run. */
  public static void at(Path program) {
    require(program.toString(), Files.isExecutable(program));
  }

  /**
   * Gives the test up if a program is missing.
   *
   * @param name of the program
   * @param there whether it can be run
   */
  public static void require(String name, boolean there) {
    require(name, there, Boolean.parseBoolean(System.getenv(VARIABLE)));
  }

  static void require(String name, boolean there, boolean required) {
    if (required && !there) {
      throw new AssertionError("%s is true, and %s cannot be run".formatted(VARIABLE, name));
    }
    Assumptions.assumeTrue(there, () -> name + " is missing");
  }
}
