package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.convexityprobe.data.matrix.DenseMatrix;
import org.convexityprobe.data.matrix.NumpyMatrices;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Factors;
import org.convexityprobe.nmf.Solution;
import org.convexityprobe.nmf.SolverListener;

/**
 * The optima of a run, one NumPy archive (U, V) each, written as they are found: a run that was
 * killed goes on with those it has. Optima that go through the matrix together are found together
 * again where one of them is missing, since the bits of an optimum depend on its company.
 */
final class OptimumStore {
  private final Path folder;
  private final FactorizationListener listener;
  private final BooleanSupplier stop;

  OptimumStore(Path folder, FactorizationListener listener, BooleanSupplier stop) {
    this.folder = folder;
    this.listener = listener;
    this.stop = stop;
  }

  /** Hears of optima that were not there. */
  @FunctionalInterface
  interface Finder {
    /**
     * An optimum was found, and is in its archive.
     *
     * @param index of the optimum
     */
    void found(int index, Solution solution, History history) throws IOException;
  }

  /** Returns optima 0 to {@code count} − 1, finding those that are missing. */
  List<Factors> find(FactorizationLoss loss, FactorizationConfig config, int count)
      throws IOException {
    Set<Integer> all = Set.copyOf(IntStream.range(0, count).boxed().toList());
    complete(loss, config, count, all, (index, solution, history) -> {});
    List<Factors> optima = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      optima.add(read(file(index), loss, config.rank()));
    }
    return optima;
  }

  /**
   * Finds the optima that have no archive, or are not {@code known}.
   *
   * @param count number of optima in all
   * @throws CancellationException if it was asked to stop
   */
  void complete(
      FactorizationLoss loss,
      FactorizationConfig config,
      int count,
      Set<Integer> known,
      Finder finder)
      throws IOException {
    Files.createDirectories(folder);
    long there = IntStream.range(0, count).filter(index -> has(index, known)).count();
    listener.planned("optima", count, (int) there);
    int group = loss.pointsAtOnce(config.rank());
    for (int first = 0; first < count; first += group) {
      List<Integer> some = IntStream.range(first, Math.min(count, first + group)).boxed().toList();
      if (!some.stream().allMatch(index -> has(index, known))) {
        solve(loss, config, some, known, finder);
      }
    }
  }

  private void solve(
      FactorizationLoss loss,
      FactorizationConfig config,
      List<Integer> group,
      Set<Integer> known,
      Finder finder)
      throws IOException {
    List<Factors> starts = new ArrayList<>();
    for (int index : group) {
      starts.add(config.start(loss, index));
    }
    Relay relay = new Relay(group);
    for (Solution solution : config.solver().solve(loss, starts, relay)) {
      int index = group.get(solution.start());
      if (!has(index, known)) {
        write(file(index), solution.factors());
        finder.found(index, solution, relay.recorders.get(solution.start()).history());
        listener.done();
      }
    }
  }

  /** Returns whether an optimum has its archive and is known. */
  boolean has(int index, Set<Integer> known) {
    return known.contains(index) && Files.exists(file(index));
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

  private final class Relay implements SolverListener {
    private final List<Integer> indices;
    private final List<History.Recorder> recorders = new ArrayList<>();

    Relay(List<Integer> indices) {
      this.indices = indices;
      indices.forEach(index -> recorders.add(new History.Recorder()));
    }

    @Override
    public void iteration(int start, Iteration iteration, Factors next) {
      if (stop.getAsBoolean()) {
        throw new CancellationException();
      }
      recorders.get(start).add(iteration);
      listener.iteration(indices.get(start), iteration);
    }

    @Override
    public void finished(Solution solution) {
      listener.found(solution);
    }

    @Override
    public void warning(String message) {
      listener.note(message);
    }
  }
}
