package org.convexityprobe.experiment.reproduction;

/** The experiments behind the tables and figures; several figures may come of one. */
public enum Work {
  /** Networks with skip connections. */
  TABLE2(Data.IMAGES, 0, 0, false),
  /** Those of the depths that the earlier version's appendix adds. */
  TABLE4(Data.IMAGES, 0, 0, false),
  /** Networks without skip connections. */
  TABLE5(Data.IMAGES, 0, 0, false),
  /** Surfaces of a narrow and a wide network. */
  SURFACES(Data.IMAGES, 0, 0, false),
  /** The planted model. */
  PLANTED(Data.NONE, 10, 60, true),
  /** A star-convex function. */
  STAR(Data.NONE, 2, 2, true),
  /** Lines to optima and between random points. */
  LINES(Data.MATRICES, 10, 0, false),
  /** The same by the earlier version's solver. */
  LINES_003(Data.MATRICES, 10, 0, false),
  /** Curvature against the size of the matrix. */
  CURVATURE(Data.MATRICES, 30, 0, false),
  /** The same by the earlier version's solver, towards more optima. */
  CURVATURE_003(Data.MATRICES, 30, 0, false),
  /** Gradients and curvature along training. */
  TRAJECTORY(Data.MATRICES, 20, 0, false),
  /** Singular values of the factors. */
  SPECTRUM(Data.MATRICES, 5, 0, false),
  /** Descents from random starts, and the negative control. */
  RECOVERY_MINIMA(Data.NONE, 10, 120, true),
  /** Descents of noisy problems. */
  RECOVERY_NOISE(Data.NONE, 5, 60, true),
  /** Critical points that are no minima. */
  RECOVERY_SADDLES(Data.NONE, 5, 60, true);

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
  private final int quickSeconds;
  private final int fullSeconds;
  private final boolean everInFull;

  Work(Data data, int quickSeconds, int fullSeconds, boolean everInFull) {
    this.data = data;
    this.quickSeconds = quickSeconds;
    this.fullSeconds = fullSeconds;
    this.everInFull = everInFull;
  }

  /** Returns how it factorises; gradients, curvature on the way and spectra are of the ICLR one. */
  Protocol protocol() {
    return this == LINES || this == CURVATURE ? Protocol.AAAI : Protocol.ICLR;
  }

  /** Returns whether it trains networks. */
  public boolean trainsNetworks() {
    return data == Data.IMAGES;
  }

  /** Returns what it needs. */
  public Data data() {
    return data;
  }

  /** Returns how long the quick version took on two cores; 0 where its size has to be computed. */
  int quickSeconds() {
    return quickSeconds;
  }

  /** Returns how long the whole took on two cores; 0 where its size has to be computed. */
  int fullSeconds() {
    return fullSeconds;
  }

  /** Returns whether it was ever run with the papers' own settings and data. */
  public boolean everInFull() {
    return everInFull;
  }
}
