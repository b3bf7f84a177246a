package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleFunction;

/**
 * A second opinion on a scanned line from its exact second derivative. φ'' leaves out the kinks of
 * ReLU, which second differences contain. With n grid points at distance h, the lists about second
 * differences have n − 2 elements: element i belongs to point i + 1.
 *
 * @param curvatures φ'' at the n points
 * @param gaussNewton its Gauss–Newton part, at least 0
 * @param rest the rest of it
 * @param noise the noise of φ'', which is that of rounding; an upper bound where φ'' itself jumps
 *     between neighbouring values
 * @param differenceQuotients D_i / h²
 * @param kinks D_i / h² − φ'': what kinks contribute, and the change of φ'' within ± h
 * @param kinkErrors standard deviation of the noise of that; NaN where it is not known
 * @param agreement whether the sign of φ'' is the verdict on D_i
 */
public record CurvatureCheck(
    List<Double> curvatures,
    List<Double> gaussNewton,
    List<Double> rest,
    LineNoise noise,
    List<Double> differenceQuotients,
    List<Double> kinks,
    List<Double> kinkErrors,
    Agreement agreement) {
  /** So many values find the noise of φ'', each of which costs six of φ. */
  private static final int NOISE_EVALUATIONS = 7;

  /**
   * How many triples of neighbouring points there are of each kind.
   *
   * @param agree the sign of φ'' is the verdict on the second difference
   * @param disagree it is the opposite
   * @param undecided the second difference is undecided, or φ'' is 0
   * @param undecidedPositive those of them at which φ'' is positive
   * @param notFinite one of both is not finite
   */
  public record Agreement(
      int agree, int disagree, int undecided, int undecidedPositive, int notFinite) {
    /** Agreement on nothing. */
    static final Agreement NONE = new Agreement(0, 0, 0, 0, 0);

    /** Returns the number of all triples. */
    public int triples() {
      return agree + disagree + undecided + notFinite;
    }

    Agreement plus(Agreement other) {
      return new Agreement(
          agree + other.agree,
          disagree + other.disagree,
          undecided + other.undecided,
          undecidedPositive + other.undecidedPositive,
          notFinite + other.notFinite);
    }

    static Agreement of(double curvature, Verdict verdict) {
      if (!Double.isFinite(curvature) || verdict == Verdict.NON_FINITE) {
        return new Agreement(0, 0, 0, 0, 1);
      }
      if (curvature == 0 || verdict == Verdict.UNDECIDED) {
        return new Agreement(0, 0, 1, curvature > 0 ? 1 : 0, 0);
      }
      return curvature > 0 == (verdict == Verdict.CONVEX)
          ? new Agreement(1, 0, 0, 0, 0)
          : new Agreement(0, 1, 0, 0, 0);
    }
  }

  /** Copies the lists and checks that their sizes agree. */
  public CurvatureCheck {
    curvatures = List.copyOf(curvatures);
    gaussNewton = List.copyOf(gaussNewton);
    rest = List.copyOf(rest);
    differenceQuotients = List.copyOf(differenceQuotients);
    kinks = List.copyOf(kinks);
    kinkErrors = List.copyOf(kinkErrors);
    int points = curvatures.size();
    if (gaussNewton.size() != points
        || rest.size() != points
        || differenceQuotients.size() != points - 2
        || kinks.size() != points - 2
        || kinkErrors.size() != points - 2) {
      throw new IllegalArgumentException(
          "%d second derivatives with %d and %d parts, and %d second differences with %d and %d"
              .formatted(
                  points,
                  gaussNewton.size(),
                  rest.size(),
                  differenceQuotients.size(),
                  kinks.size(),
                  kinkErrors.size()));
    }
  }

  /**
   * Looks at a scanned line again.
   *
   * @param scan the scan of {@code line}, plain
   * @param listener asked before every second derivative whether to stop
   * @throws CancellationException if the listener asks to stop
   */
  public static CurvatureCheck of(LineScan scan, CurvedLineFunction line, ScanListener listener) {
    Map<Double, Curvature> known = new HashMap<>();
    DoubleFunction<Curvature> at =
        lambda -> known.computeIfAbsent(lambda, each -> curvature(line, each, listener));
    List<Curvature> parts = scan.lambdas().stream().map(at::apply).toList();
    List<Double> curvatures = parts.stream().map(Curvature::total).toList();
    LineNoise noise =
        noise(scan.grid(), curvatures, line.withValues(lambda -> at.apply(lambda).total()));
    double square = scan.grid().spacing() * scan.grid().spacing();
    List<Double> quotients = new ArrayList<>();
    List<Double> kinks = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    Agreement agreement = Agreement.NONE;
    for (int i = 1; i < curvatures.size() - 1; i++) {
      double quotient = scan.secondDifferences().get(i - 1) / square;
      quotients.add(quotient);
      kinks.add(quotient - curvatures.get(i));
      double ofDifference =
          Thresholds.deviation(
              scan.noise(),
              scan.lambdas().get(i - 1),
              scan.lambdas().get(i),
              scan.lambdas().get(i + 1));
      errors.add(Math.hypot(ofDifference / square, noise.at(scan.lambdas().get(i))));
      agreement = agreement.plus(Agreement.of(curvatures.get(i), scan.verdicts().get(i - 1)));
    }
    return new CurvatureCheck(
        curvatures,
        parts.stream().map(Curvature::gaussNewton).toList(),
        parts.stream().map(Curvature::rest).toList(),
        noise,
        quotients,
        kinks,
        errors,
        agreement);
  }

  private static Curvature curvature(
      CurvedLineFunction line, double lambda, ScanListener listener) {
    listener.checkCancelled();
    return line.curvatureAt(lambda);
  }

  /** Measures the noise of φ'' where that of φ is measured: at the centre and at both ends. */
  private static LineNoise noise(ScanGrid grid, List<Double> curvatures, LineFunction function) {
    NoiseEstimator estimator = new NoiseEstimator(NOISE_EVALUATIONS);
    double spacing = grid.spacing() * LineScanner.NOISE_SPACING;
    return LineNoise.measured(
        grid,
        i -> Double.isFinite(curvatures.get(i)),
        i -> estimator.estimate(function, grid.lambda(i), spacing));
  }
}
