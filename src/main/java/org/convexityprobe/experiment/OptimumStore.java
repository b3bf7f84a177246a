package org.convexityprobe.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.convexityprobe.data.matrix.DenseMatrix;
import org.convexityprobe.data.matrix.NumpyMatrices;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Factors;
import org.convexityprobe.nmf.Solution;
import org.convexityprobe.nmf.SolverListener;

/**
 * The optima of a run, one NumPy archive (U, V) each, written as they are found: a run that was
 * killed goes on with those it has.
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

  /**
   * Returns optima 0 to {@code count} − 1, finding those that are missing.
   *
   * @throws CancellationException if it was asked to stop
   */
  List<Factors> find(FactorizationLoss loss, FactorizationConfig config, int count)
      throws IOException {
    Files.createDirectories(folder);
    List<Integer> missing = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      if (!Files.exists(file(index))) {
        missing.add(index);
      }
    }
    listener.planned("optima", count, count - missing.size());
    int group = Math.max(1, 64 / config.rank());
    for (int first = 0; first < missing.size(); first += group) {
      List<Integer> some = missing.subList(first, Math.min(missing.size(), first + group));
      List<Factors> starts = new ArrayList<>();
      for (int index : some) {
        starts.add(config.start(loss, index));
      }
      for (Solution solution : config.solver().solve(loss, starts, new Relay(some))) {
        write(file(some.get(solution.start())), solution.factors());
        listener.done();
      }
    }
    List<Factors> optima = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      optima.add(read(file(index), loss, config.rank()));
    }
    return optima;
  }

  /** Removes the archives. */
  void clear(int count) throws IOException {
    for (int index = 0; index < count; index++) {
      Files.deleteIfExists(file(index));
    }
    Files.deleteIfExists(folder);
  }

  private Path file(int index) {
    return folder.resolve("optimum-%03d.npz".formatted(index));
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

    Relay(List<Integer> indices) {
      this.indices = indices;
    }

    @Override
    public void iteration(int start, Iteration iteration, Factors next) {
      if (stop.getAsBoolean()) {
        throw new CancellationException();
      }
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
