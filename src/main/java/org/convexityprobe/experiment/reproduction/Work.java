package org.convexityprobe.experiment.reproduction;

/** The experiments behind the tables and figures; several figures may come of one. */
public enum Work {
  /** Networks with skip connections. */
  TABLE2(Data.IMAGES, "3 min", "years: 21 networks of 300 epochs", "no"),
  /** Those of the depths that the earlier version's appendix adds. */
  TABLE4(Data.IMAGES, "2 min", "months: 9 of Table 2's networks", "no"),
  /** Networks without skip connections. */
  TABLE5(Data.IMAGES, "5 min", "months: 9 networks of 300 epochs", "no"),
  /** Surfaces of a narrow and a wide network. */
  SURFACES(Data.IMAGES, "2 min", "months: ResNet-110 at k = 1 and 4", "no"),
  /** The planted model. */
  PLANTED(Data.NONE, "10 s", "1 min", "yes"),
  /** A star-convex function. */
  STAR(Data.NONE, "2 s", "2 s", "yes"),
  /** Lines to optima and between random points. */
  LINES(Data.MATRICES, "10 s", "hours: 5 optima by 1e5 steps for each of 8 sets", "no"),
  /** Curvature against the size of the matrix. */
  CURVATURE(Data.MATRICES, "30 s", "weeks: 300 optima for each of 8 sets", "no"),
  /** Gradients and curvature along training. */
  TRAJECTORY(Data.MATRICES, "20 s", "days: 5 paths of 1e5 steps for each of 8 sets", "no"),
  /** Singular values of the factors. */
  SPECTRUM(Data.MATRICES, "5 s", "hours: 1 optimum for each of 8 sets", "no");

  /** What an experiment needs. */
  public enum Data {
    /** Nothing. */
    NONE("nothing"),
    /** CIFAR-10. */
    IMAGES("CIFAR-10"),
    /** The matrices of Table 1. */
    MATRICES("matrices of Table 1");

    private final String words;

    Data(String words) {
      this.words = words;
    }

    /** Returns what it is, for people. */
    public String words() {
      return words;
    }
  }

  private final Data data;
  private final String quickCost;
  private final String fullCost;
  private final String everInFull;

  Work(Data data, String quickCost, String fullCost, String everInFull) {
    this.data = data;
    this.quickCost = quickCost;
    this.fullCost = fullCost;
    this.everInFull = everInFull;
  }

  /** Returns what it needs. */
  public Data data() {
    return data;
  }

  /** Returns about how long the quick version takes on two cores. */
  public String quickCost() {
    return quickCost;
  }

  /** Returns about how long the papers' own settings take on two cores. */
  public String fullCost() {
    return fullCost;
  }

  /** Returns whether it was ever run with the papers' own settings and data. */
  public String everInFull() {
    return everInFull;
  }
}
