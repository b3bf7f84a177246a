package org.convexityprobe.execution.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.plan.Arithmetic;
import org.convexityprobe.execution.plan.Convolutions;
import org.convexityprobe.execution.plan.FeatureKernels;
import org.convexityprobe.execution.plan.InferencePlan;
import org.convexityprobe.execution.plan.PlacedImages;

/**
 * Computes features slice by slice, each slice from images to features on one thread, so that
 * activations stay in that core's cache and threads never wait for each other.
 *
 * <p>Which thread takes which slice varies, the result does not: images are independent, and every
 * slice of a size runs the same kernels.
 */
final class SlicedFeatures implements FeatureKernels {
  private final InferencePlan plan;
  private final Convolutions convolutions;
  private final int slice;
  private final Team team;
  private final Arena arena;
  private final FloatPointer folded;
  private final SplitFilters split;
  private final List<Worker<SliceProgram>> workers = new ArrayList<>();

  /** Taylor coefficients of the folded weights and biases, order 0 first. */
  private final List<FloatPointer> coefficients = new ArrayList<>();

  /** Workers by the highest order that they compute. */
  private final Map<Integer, List<Worker<TaylorProgram>>> taylorWorkers = new TreeMap<>();

  private long version;

  SlicedFeatures(
      InferencePlan plan,
      Arithmetic arithmetic,
      Convolutions convolutions,
      int threads,
      int slice) {
    this.convolutions = convolutions;
    this.plan = plan;
    this.slice = slice;
    this.team = new Team(threads);
    this.arena = new Arena("inference");
    this.folded = arena.numbers(plan.foldedLength());
    this.coefficients.add(folded);
    this.split =
        arithmetic == Arithmetic.BF16X2 ? new SplitFilters(arena, plan.foldedLength()) : null;
    for (int i = 0; i < threads; i++) {
      workers.add(new Worker<>());
    }
  }

  @Override
  public void setFilters(float[] values) {
    folded.put(values, 0, plan.foldedLength());
    if (split != null) {
      split.set(values);
    }
    version++;
  }

  @Override
  public void features(PlacedImages images, float[] features) {
    HostImages host = (HostImages) images;
    slices(
        images.count(),
        (thread, first, size) -> {
          Worker<SliceProgram> worker = workers.get(thread);
          SliceProgram program =
              worker.program(
                  size,
                  version,
                  n -> new SliceProgram(plan, n, folded, split, convolutions),
                  SliceProgram::load);
          program.run(worker.stream(), host.pixels(first), features, first * plan.features());
        });
  }

  @Override
  public void taylor(float[][] moves, PlacedImages images, float[][] features) {
    for (int order = 1; order <= moves.length; order++) {
      if (coefficients.size() == order) {
        coefficients.add(arena.numbers(plan.foldedLength()));
      }
      coefficients.get(order).put(moves[order - 1], 0, plan.foldedLength());
    }
    version++;
    List<FloatPointer> orders = coefficients.subList(0, moves.length + 1);
    List<Worker<TaylorProgram>> moving =
        taylorWorkers.computeIfAbsent(
            moves.length,
            order -> workers.stream().map(each -> new Worker<TaylorProgram>()).toList());
    HostImages host = (HostImages) images;
    slices(
        images.count(),
        (thread, first, size) -> {
          Worker<TaylorProgram> worker = moving.get(thread);
          TaylorProgram program =
              worker.program(
                  size, version, n -> new TaylorProgram(plan, n, orders), TaylorProgram::load);
          program.run(worker.stream(), host.pixels(first), features, first * plan.features());
        });
  }

  private void slices(int count, SliceWork work) {
    AtomicInteger next = new AtomicInteger();
    int slices = (count + slice - 1) / slice;
    team.run(
        thread -> {
          for (int s = next.getAndIncrement(); s < slices; s = next.getAndIncrement()) {
            int first = s * slice;
            work.run(thread, first, Math.min(slice, count - first));
          }
        });
  }

  @Override
  public void close() {
    team.close();
    workers.forEach(Worker::close);
    taylorWorkers.values().forEach(some -> some.forEach(Worker::close));
    arena.close();
  }

  /** Work on the images {@code first} to {@code first + size − 1}. */
  private interface SliceWork {
    void run(int thread, int first, int size);
  }
}
