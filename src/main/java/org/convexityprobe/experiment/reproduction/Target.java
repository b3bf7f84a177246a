package org.convexityprobe.experiment.reproduction;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.convexityprobe.experiment.factorization.PublishedMatrix;

/**
 * The tables and figures of the two versions of the paper: 001 (AAAI 2021) and 003 (its earlier
 * version), and the statements of the abstract of 002 (Bhojanapalli, Neyshabur and Srebro, arXiv
 * 1605.07221). The numbers of 001 and 003 clash, so a target carries the version's number where
 * they do; a bare number stands for both.
 */
public enum Target {
  /** Fig. 1 of both. */
  FIGURE1(
      Work.PLANTED,
      "001-figure1 003-figure1",
      "planted model: lines to the planted point, and between random points",
      "a: a line that is not convex; b, c: lines convex"),
  /** Fig. 2 of both. */
  FIGURE2(
      Work.STAR,
      "001-figure2 003-figure2",
      "(|x|^p + |y|^p)^(1/p)",
      "convex towards the origin, but not convex"),
  /** Fig. 3 of 001. */
  FIGURE3_001(
      Work.LINES,
      "001-figure3",
      "NMF loss from random points to optima",
      "five lines for each of 8 data sets, all convex"),
  /** Fig. 4 of 003. */
  FIGURE4_003(
      Work.LINES_003,
      "003-figure4",
      "NMF loss from random points to optima, by the earlier version's solver",
      "five lines for each of 8 data sets, all convex"),
  /** Fig. 4 of 001. */
  FIGURE4_001(
      Work.LINES,
      "001-figure4 003-figure3",
      "NMF loss between random points",
      "five lines for each of 8 data sets, all convex"),
  /** Fig. 5 of 001. */
  FIGURE5_001(
      Work.CURVATURE,
      "001-figure5",
      "relative deviation σ/μ of the curvature against the size of the data",
      "σ/μ falls with the size for every data set"),
  /** Fig. 5 and 11 of 003; its text does not say which data set is in which of the two. */
  FIGURE5_003(
      Work.CURVATURE_003,
      "003-figure5 003-figure11",
      "the same by the earlier version's solver, without Netflix and goodbooks",
      "σ/μ falls with the size for every data set"),
  /** Fig. 6 of 001. */
  FIGURE6_001(
      Work.CURVATURE,
      "001-figure6",
      "share of curvatures α ≥ 0 against the size of the data",
      "1 at every size for every data set"),
  /** Fig. 6 of 003. */
  FIGURE6_003(
      Work.TRAJECTORY,
      "003-figure6",
      "gradient alignment and curvature during training, ORL and MovieLens",
      "cosine large and never negative; curvature always positive"),
  /** Fig. 7 of 001, Fig. 8 of 003. */
  FIGURE7_001(
      Work.SURFACES,
      "001-figure7 003-figure8",
      "loss surfaces of ResNet-110 at epoch 200, k = 1 and k = 4",
      "the wider network's surface is more convex"),
  /** Fig. 7 of 003. */
  FIGURE7_003(
      Work.SPECTRUM,
      "003-figure7",
      "singular values of U* and of a random matrix, birdsong",
      "two similar histograms"),
  /** Fig. 9 of 003. */
  FIGURE9(
      Work.TRAJECTORY,
      "003-figure9",
      "curvature during training, the other data sets",
      "always positive"),
  /** Fig. 10 of 003. */
  FIGURE10(
      Work.TRAJECTORY,
      "003-figure10",
      "gradient alignment during training, the other data sets",
      "cosine large and never negative"),
  /** Fig. 12 of 003. */
  FIGURE12(
      Work.SPECTRUM,
      "003-figure12",
      "singular values of U* for every data set",
      "typically similar to a random matrix where the rank is large"),
  /** Fig. 13 of 003. */
  FIGURE13(
      Work.SPECTRUM,
      "003-figure13",
      "singular values of V* for every data set",
      "typically similar to a random matrix where the rank is large"),
  /** Table 2 of both. */
  TABLE2(
      Work.TABLE2,
      "001-table2 003-table2",
      "convexity length of ResNets by depth, width and epoch",
      "rises with width, except for the shallowest; falls with depth and during training"),
  /** Table 4 of 003. */
  TABLE4(Work.TABLE4, "003-table4", "Table 2 at depths 32, 56 and 80", "as Table 2"),
  /** Table 5 of 003. */
  TABLE5(
      Work.TABLE5,
      "003-table5",
      "convexity length of networks without skip connections",
      "short at the start for narrow networks; longer for wider ones"),
  /** The abstract of 002: minima, and SGD. */
  MINIMA_002(
      Work.RECOVERY_MINIMA,
      "002-minima",
      "low-rank matrix recovery: where descents from random starts end",
      "no spurious local minima; SGD converges to the global optimum"),
  /** The abstract of 002: noise. */
  NOISE_002(
      Work.RECOVERY_NOISE,
      "002-noise",
      "low-rank matrix recovery with noise: how far minima lie from X*",
      "all local minima are very close to a global optimum"),
  /** The abstract of 002: saddle points. */
  SADDLES_002(
      Work.RECOVERY_SADDLES,
      "002-saddles",
      "low-rank matrix recovery: curvature at saddle points",
      "a curvature bound at saddle points");

  private static final int LARGE_RANK = 20;

  private final Work work;
  private final String names;
  private final String shows;
  private final String picture;

  Target(Work work, String names, String shows, String picture) {
    this.work = work;
    this.names = names;
    this.shows = shows;
    this.picture = picture;
  }

  /** Returns the matrices of Table 1 that it shows; none where it shows none. */
  Set<PublishedMatrix> matrices() {
    return switch (this) {
      case FIGURE3_001, FIGURE4_001, FIGURE4_003, FIGURE5_001, FIGURE6_001, FIGURE12, FIGURE13 ->
          EnumSet.allOf(PublishedMatrix.class);
      case FIGURE5_003 ->
          EnumSet.complementOf(EnumSet.of(PublishedMatrix.NETFLIX, PublishedMatrix.GOODBOOKS));
      case FIGURE6_003 -> EnumSet.of(PublishedMatrix.ORL, PublishedMatrix.MOVIELENS);
      case FIGURE9, FIGURE10 ->
          EnumSet.complementOf(EnumSet.of(PublishedMatrix.ORL, PublishedMatrix.MOVIELENS));
      case FIGURE7_003 -> EnumSet.of(PublishedMatrix.BIRDSONG);
      case FIGURE1,
          FIGURE2,
          FIGURE7_001,
          TABLE2,
          TABLE4,
          TABLE5,
          MINIMA_002,
          NOISE_002,
          SADDLES_002 ->
          EnumSet.noneOf(PublishedMatrix.class);
    };
  }

  /**
   * Returns those that the papers' statement is about. "For the datasets with larger ranks, the
   * spectra typically agree" (Fig. 12 and 13): ranks are 3, 4 and 10, or 20 and more.
   */
  Set<PublishedMatrix> judgedMatrices() {
    Set<PublishedMatrix> judged = matrices();
    if (isAboutMost()) {
      judged.removeIf(set -> set.rank() < LARGE_RANK);
    }
    return judged;
  }

  /** Returns whether the papers' statement is about most of the matrices rather than each. */
  boolean isAboutMost() {
    return this == FIGURE12 || this == FIGURE13;
  }

  /** Returns the experiment that it comes of. */
  public Work work() {
    return work;
  }

  /** Returns its name: that in 001, or in 003 where it has none there. */
  public String id() {
    return names().get(0);
  }

  /** Returns all its names. */
  public List<String> names() {
    return List.of(names.split(" "));
  }

  /** Returns what it shows. */
  public String shows() {
    return shows;
  }

  /** Returns what is to be seen in the papers' version. */
  public String picture() {
    return picture;
  }

  /**
   * Returns the targets that a name stands for: one, or several where the versions use the same
   * number for different things, or all for {@code all}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static List<Target> named(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    if (wanted.equals("all")) {
      return List.of(values());
    }
    List<Target> found =
        Arrays.stream(values())
            .filter(
                target ->
                    target.names().stream()
                        .anyMatch(own -> own.equals(wanted) || own.endsWith("-" + wanted)))
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "no table or figure '%s'; expected all or one of %s"
              .formatted(name, String.join(", ", bareNames().toList())));
    }
    return found;
  }

  /** Returns every name that {@link #named} knows, as the papers number them. */
  public static List<String> allNames() {
    return Stream.of(
            Stream.of("all"),
            bareNames(),
            Arrays.stream(values()).flatMap(target -> target.names().stream()))
        .flatMap(names -> names)
        .distinct()
        .toList();
  }

  private static Stream<String> bareNames() {
    return Arrays.stream(values()).flatMap(target -> bare(target.names())).distinct();
  }

  private static Stream<String> bare(List<String> names) {
    return names.stream().map(name -> name.substring(name.indexOf('-') + 1));
  }
}
