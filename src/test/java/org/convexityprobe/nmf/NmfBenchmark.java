package org.convexityprobe.nmf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.convexityprobe.data.matrix.DenseMatrix;
import org.convexityprobe.data.matrix.MatrixSource;
import org.convexityprobe.data.matrix.RealMatrix;
import org.convexityprobe.data.matrix.SyntheticMatrix;

/** The rows of {@code bench/nmf.sh}; run by hand, not a test. */
final class NmfBenchmark {
  private static final Pattern PEER =
      Pattern.compile(
          "\"what\": \"([^\"]+)\", \"seconds\": ([0-9.e-]+)(?:, \"loss\": ([0-9.e-]+))?");

  /** HotSpot compiles beside the first few hundred steps, on cores that they need. */
  private static final Duration WARM_UP = Duration.ofSeconds(6);

  private final boolean json;
  private final Map<String, Double> peerSeconds = new HashMap<>();
  private final Map<String, Double> peerLoss = new HashMap<>();
  private final Set<String> rows;

  private NmfBenchmark(boolean json, Path peer, Set<String> rows) throws IOException {
    this.json = json;
    this.rows = rows;
    for (String line : Files.readAllLines(peer)) {
      Matcher matcher = PEER.matcher(line);
      if (matcher.find()) {
        peerSeconds.put(matcher.group(1), Double.valueOf(matcher.group(2)));
        if (matcher.group(3) != null) {
          peerLoss.put(matcher.group(1), Double.valueOf(matcher.group(3)));
        }
      }
    }
  }

  public static void main(String[] args) throws IOException {
    List<String> rows = List.of(args).subList(4, args.length);
    NmfBenchmark benchmark =
        new NmfBenchmark(Boolean.parseBoolean(args[0]), Path.of(args[2]), Set.copyOf(rows));
    benchmark.faces(args[3]);
    benchmark.masked("movielens", 3953, 6041, 0.0419, 20, true);
    if (Boolean.parseBoolean(args[1])) {
      benchmark.masked("netflix", 47928, 8963, 0.0121, 20, false);
      benchmark.masked("goodbooks", 10000, 43461, 0.0022, 50, false);
    }
  }

  private void faces(String folder) throws IOException {
    RealMatrix matrix =
        folder.equals("-")
            ? new SyntheticMatrix(400, 10304, 49, 0.3, 1, 1).make()
            : MatrixSource.of(Path.of(folder)).read().matrix();
    FactorizationLoss loss = FactorizationLoss.of(((DenseMatrix) matrix).withUnitVariance());
    int rank = 49;
    if (wanted("step-orl")) {
      Factors point = Initialization.HALF_NORMAL.draw(loss, rank, 1);
      row(
          "step-orl",
          best(20, () -> loss.projectedSteps(List.of(point), 1e-5)),
          stepOperations(loss, rank));
    }
    if (wanted("step-orl-single")) {
      Factors point = Initialization.HALF_NORMAL.draw(loss, rank, 1);
      row(
          "step-orl-single",
          best(20, () -> SinglePrecisionStep.take((DenseLoss) loss, point, 1e-5)),
          stepOperations(loss, rank));
    }
    if (wanted("curvature-orl")) {
      List<Factors> optima = draw(loss, rank, 100);
      List<Factors> points = draw(loss, rank, 200);
      double sets = optima.size() + (double) points.size();
      double work =
          2 * sets * rank * loss.rows() * loss.columns()
              + 2.0 * Math.pow((double) rank * points.size(), 2) * (loss.rows() + loss.columns());
      row("curvature-orl", best(1, () -> loss.alongAll(optima, points)), work);
    }
    if (wanted("hals-orl") && peerLoss.containsKey("hals-orl")) {
      row("hals-orl", secondsToLoss(loss, rank, peerLoss.get("hals-orl")), Double.NaN);
    }
  }

  private static double stepOperations(FactorizationLoss loss, int rank) {
    double entries = loss.rows() * (double) loss.columns();
    return 4 * entries * rank + 4.0 * rank * rank * (loss.rows() + loss.columns());
  }

  /** Returns how long alternating least squares takes to a loss per entry. */
  private static double secondsToLoss(FactorizationLoss loss, int rank, double target) {
    Solver solver =
        new Solver(new SolverMethod.AlternatingLeastSquares(), new StoppingRule(2000, 0));
    long start = System.nanoTime();
    SolverListener untilReached =
        new SolverListener() {
          @Override
          public void iteration(int index, Iteration iteration, Factors next) {
            if (iteration.loss() <= target) {
              throw new CancellationException();
            }
          }
        };
    try {
      solver.solve(loss, List.of(Initialization.HALF_NORMAL.draw(loss, rank, 1)), untilReached);
      return Double.NaN;
    } catch (CancellationException reached) {
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private void masked(
      String name, int rows, int columns, double fraction, int rank, boolean withStep) {
    if (!wanted("step-" + name) && !wanted("curvature-" + name)) {
      return;
    }
    RealMatrix matrix =
        new SyntheticMatrix(rows, columns, rank, 0.3, fraction, 1).make().withUnitVariance();
    FactorizationLoss loss = FactorizationLoss.of(matrix);
    if (withStep && wanted("step-" + name)) {
      Factors point = Initialization.HALF_NORMAL.draw(loss, rank, 1);
      double work = 6.0 * rank * loss.observedCount();
      row("step-" + name, best(20, () -> loss.projectedSteps(List.of(point), 1e-6)), work);
    }
    if (wanted("curvature-" + name)) {
      List<Factors> optima = draw(loss, rank, 100);
      List<Factors> points = draw(loss, rank, 200);
      double work = 4.0 * rank * optima.size() * points.size() * loss.observedCount();
      long start = System.nanoTime();
      loss.alongAll(optima, points);
      row("curvature-" + name, (System.nanoTime() - start) / 1e9, work);
    }
  }

  private static List<Factors> draw(FactorizationLoss loss, int rank, long seed) {
    List<Factors> points = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      points.add(Initialization.HALF_NORMAL.draw(loss, rank, seed + i));
    }
    return points;
  }

  private boolean wanted(String row) {
    return rows.isEmpty() || rows.contains(row);
  }

  /** Returns the best of three means, after a warm-up that lets the JVM compile. */
  private static double best(int times, Runnable work) {
    long warm = System.nanoTime() + WARM_UP.toNanos();
    for (int i = 0; i < 3 * times || System.nanoTime() < warm; i++) {
      work.run();
    }
    double best = Double.POSITIVE_INFINITY;
    for (int repeat = 0; repeat < 3; repeat++) {
      long start = System.nanoTime();
      for (int i = 0; i < times; i++) {
        work.run();
      }
      best = Math.min(best, (System.nanoTime() - start) / 1e9 / times);
    }
    return best;
  }

  private void row(String what, double ours, double operations) {
    Double peer = peerSeconds.get(what);
    String ratio = peer == null ? "null" : String.format(Locale.ROOT, "%.2f", peer / ours);
    String rate =
        Double.isNaN(operations)
            ? "null"
            : String.format(Locale.ROOT, "%.1f", operations / ours / 1e9);
    String format =
        json
            ? "{\"what\":\"%s\",\"ours_seconds\":%.5g,\"peer_seconds\":%s,\"ratio\":%s,\"gflops\":%s}%n"
            : "%-22s ours %.5g s, peer %s s, ratio %s, %s GFLOP/s%n";
    System.out.printf(Locale.ROOT, format, what, ours, peer, ratio, rate);
  }
}
