package org.convexityprobe.recovery;

/**
 * Measurements whose applications can be ended.
 *
 * @param all what is measured
 * @param check called before each application; its exception ends the computation
 */
record HeardMeasurements(Measurements all, Runnable check) implements Measurements {
  @Override
  public int size() {
    return all.size();
  }

  @Override
  public int count() {
    return all.count();
  }

  @Override
  public double[] of(Factor u, Factor v) {
    check.run();
    return all.of(u, v);
  }

  @Override
  public Factor weighted(double[] c, Factor u) {
    check.run();
    return all.weighted(c, u);
  }

  @Override
  public Residuals residuals(Factor u, double[] y) {
    check.run();
    return all.residuals(u, y);
  }

  @Override
  public Factor curved(Factor u, Factor direction, double[] y) {
    check.run();
    return all.curved(u, direction, y);
  }

  @Override
  public double[][] along(Factor u, Factor direction) {
    check.run();
    return all.along(u, direction);
  }

  @Override
  public Measurements part(int from, int to) {
    return new HeardMeasurements(all.part(from, to), check);
  }
}
