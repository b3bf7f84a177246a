package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.data.matrix.MatrixSampling;
import org.convexityprobe.data.matrix.MatrixStatistics;
import org.convexityprobe.data.matrix.RealMatrix;
import org.convexityprobe.experiment.work.InputFile;
import org.convexityprobe.experiment.work.Resource;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Workers;

/**
 * A matrix, or a part of one, scaled to unit variance.
 *
 * @param config which matrix it is
 * @param rate share of its rows and columns kept, 1 for all
 */
record ScaledMatrix(MatrixConfig config, double rate) implements Resource<FactorizationLoss> {
  /** Returns a matrix as it was read, before it is scaled. */
  static Resource<MatrixReading> unscaled(MatrixConfig config) {
    return new Unscaled(config);
  }

  /**
   * Returns the files that a unit takes.
   *
   * @param others paths of files beside the matrix
   */
  List<InputFile> inputs(List<String> others) throws IOException {
    List<InputFile> inputs = new ArrayList<>(config.inputs());
    others.forEach(path -> inputs.add(new InputFile(path)));
    return inputs;
  }

  @Override
  public FactorizationLoss open(UnitContext context) throws IOException {
    RealMatrix whole = context.get(unscaled(config)).matrix();
    return FactorizationLoss.of(part(whole).withUnitVariance(), Workers.of(context.threads()));
  }

  /**
   * Refuses a part that cannot be scaled.
   *
   * @param whole the matrix as it was read
   * @throws IllegalArgumentException if it has no entry, or all of its entries are equal
   */
  void requireFactorizable(RealMatrix whole) {
    try {
      MatrixStatistics.of(part(whole)).requireFactorizable();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "rate %s keeps a part of the %s that cannot be factorised: %s; use larger rates"
              .formatted(rate, whole, e.getMessage()),
          e);
    }
  }

  private RealMatrix part(RealMatrix whole) {
    return MatrixSampling.subsample(whole, rate, config.sampleSeed());
  }

  private record Unscaled(MatrixConfig config) implements Resource<MatrixReading> {
    @Override
    public MatrixReading open(UnitContext context) throws IOException {
      return config.read(context::file);
    }
  }
}
