package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.convexityprobe.data.matrix.DenseMatrix;
import org.convexityprobe.data.matrix.NumpyMatrices;
import org.convexityprobe.experiment.Maker;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Factors;

/**
 * The optima of a run, one NumPy archive (U, V) each, written as they are found: a run that was
 * killed goes on with those it has. Optima that go through the matrix together are found together
 * again where one of them is missing, since the bits of an optimum depend on its company.
 */
final class OptimumStore {
  private final Path folder;
  private final UnitExecutor executor;
  private final RunControl<FactorizationListener> control;

  OptimumStore(Path folder, UnitExecutor executor, RunControl<FactorizationListener> control) {
    this.folder = folder;
    this.executor = executor;
    this.control = control;
  }

  /** Hears of optima that were not there. */
  @FunctionalInterface
  interface Finder {
    /** An optimum was found by {@code maker}, and is in its archive. */
    void found(OptimaUnit.Optimum optimum, Maker maker) throws IOException;
  }

  /** Finds those of optima 0 to {@code count} − 1 that are missing, and returns all archives. */
  List<String> find(ScaledMatrix matrix, FactorizationConfig config, int count) throws IOException {
    Set<Integer> all = Set.copyOf(IntStream.range(0, count).boxed().toList());
    complete(matrix, config, count, all, (optimum, maker) -> {});
    return IntStream.range(0, count).mapToObj(index -> file(index).toString()).toList();
  }

  /**
   * Finds the optima that have no archive or a damaged one, or are not {@code known}.
   *
   * @param count number of optima in all
   * @throws java.util.concurrent.CancellationException if it was asked to stop
   */
  void complete(
      ScaledMatrix matrix, FactorizationConfig config, int count, Set<Integer> known, Finder finder)
      throws IOException {
    config.requireFactorsFor(count);
    Files.createDirectories(folder);
    FactorizationLoss loss = executor.context().get(matrix);
    Set<Integer> there = new HashSet<>();
    for (int index = 0; index < count; index++) {
      if (known.contains(index) && isWhole(file(index), loss, config.rank())) {
        there.add(index);
      }
    }
    control.listener().planned("optima", count, there.size());
    int group = loss.pointsAtOnce(config.rank());
    List<OptimaUnit> missing = new ArrayList<>();
    for (int first = 0; first < count; first += group) {
      List<Integer> some = IntStream.range(first, Math.min(count, first + group)).boxed().toList();
      if (!there.containsAll(some)) {
        missing.add(new OptimaUnit(matrix, config, some));
      }
    }
    executor.execute(
        missing,
        control,
        (unit, found, maker) -> {
          for (OptimaUnit.Optimum optimum : found.optima()) {
            if (!there.contains(optimum.index())) {
              write(file(optimum.index()), optimum.solution().factors());
              finder.found(optimum, maker);
              control.listener().done();
            }
          }
        });
  }

  /** Returns whether an archive is there; one that is damaged is told, and found again. */
  private boolean isWhole(Path file, FactorizationLoss loss, int rank) {
    if (!Files.exists(file)) {
      return false;
    }
    try {
      read(file, loss, rank);
      return true;
    } catch (IOException e) {
      control.listener().note(e.getMessage() + "; the optimum was found again");
      return false;
    }
  }

  /** Removes the archives, if they are there. */
  void clear(int count) throws IOException {
    for (int index = 0; index < count; index++) {
      Files.deleteIfExists(file(index));
    }
    Files.deleteIfExists(folder);
  }

  private Path file(int index) {
    return folder.resolve(String.format(Locale.ROOT, "optimum-%03d.npz", index));
  }

  static void write(Path file, Factors factors) throws IOException {
    Map<String, DenseMatrix> matrices = new TreeMap<>();
    matrices.put("U", new DenseMatrix(factors.rows(), factors.rank(), factors.left()));
    matrices.put(
        "V", new DenseMatrix(factors.columns(), factors.rank(), factors.right()).transposed());
    NumpyMatrices.write(file, matrices);
  }

  /**
   * Reads archives.
   *
   * @param context knows where they are
   */
  static List<Factors> read(
      List<String> files, UnitContext context, FactorizationLoss loss, int rank)
      throws IOException {
    List<Factors> optima = new ArrayList<>();
    for (String file : files) {
      optima.add(read(context.file(file), loss, rank));
    }
    return optima;
  }

  static Factors read(Path file, FactorizationLoss loss, int rank) throws IOException {
    Map<String, DenseMatrix> matrices = NumpyMatrices.readAll(file);
    DenseMatrix u = matrices.get("U");
    DenseMatrix v = matrices.get("V");
    if (u == null
        || v == null
        || u.rows() != loss.rows()
        || v.columns() != loss.columns()
        || u.columns() != rank
        || v.rows() != rank) {
      throw new IOException(
          "%s: expected arrays U (%d × %d) and V (%d × %d)"
              .formatted(file, loss.rows(), rank, rank, loss.columns()));
    }
    return new Factors(loss.rows(), loss.columns(), rank, u.values(), v.transposed().values());
  }
}
