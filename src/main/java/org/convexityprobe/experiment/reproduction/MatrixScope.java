package org.convexityprobe.experiment.reproduction;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.convexityprobe.experiment.factorization.FactorizationConfig;
import org.convexityprobe.experiment.factorization.MatrixFacts;
import org.convexityprobe.experiment.factorization.PublishedMatrix;

/**
 * What was measured on a matrix, as far as it decides whether that can be compared with the papers.
 *
 * @param name of the matrix
 * @param facts what was read
 * @param solve how it was factorised
 * @param count of what the papers have a number of
 */
record MatrixScope(String name, MatrixFacts facts, FactorizationConfig solve, Count count) {
  /** Least share of a published matrix that stands for it: its filter is not always known. */
  private static final double LEAST_SHARE = 0.9;

  /**
   * How many of something were measured.
   *
   * @param measured number measured
   * @param needed number in the papers
   * @param what they are
   */
  record Count(int measured, int needed, String what) {}

  /** Returns the matrix of Table 1 of this name. */
  Optional<PublishedMatrix> published() {
    return Arrays.stream(PublishedMatrix.values())
        .filter(set -> label(set).equals(name))
        .findFirst();
  }

  /** Returns what configurations and folders call a matrix. */
  static String label(PublishedMatrix set) {
    return set.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the share of the published matrix that was factorised; 0 where there is none. */
  double share() {
    return published().map(set -> set.share(facts.rows(), facts.columns())).orElse(0.0);
  }

  /** Returns the name with the share of the published matrix. */
  String words() {
    return published().isEmpty()
        ? name
        : String.format(Locale.ROOT, "%s (%.0f %% of the papers' size)", name, 100 * share());
  }

  /**
   * Returns why it cannot be compared with the papers, or null.
   *
   * @param protocol how the papers factorise; null where no optimum is looked at
   */
  String whyNotComparable(Protocol protocol) {
    if (published().isEmpty()) {
      return "a synthetic matrix in place of the papers' data";
    }
    PublishedMatrix set = published().get();
    if (share() < LEAST_SHARE) {
      return String.format(Locale.ROOT, "%.0f %% of the papers' size", 100 * share());
    }
    if (solve.rank() != set.rank()) {
      return "rank %d, not %d".formatted(solve.rank(), set.rank());
    }
    if (protocol != null && !protocol.isThatOf(solve)) {
      return "not by " + protocol.words();
    }
    return count.measured < count.needed
        ? "%d %s, not %d".formatted(count.measured, count.what, count.needed)
        : null;
  }
}
