package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_abc;
import static org.bytedeco.dnnl.global.dnnl.dnnl_acb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.convexityprobe.execution.onednn.WinogradKernels.Loaded;
import org.convexityprobe.execution.plan.Convolutions;
import org.convexityprobe.execution.plan.Node;
import org.convexityprobe.execution.plan.TrainingPlan;
import org.convexityprobe.execution.plan.TrainingStep;

/**
 * The convolutions of a training plan that are computed by minimal filtering.
 *
 * <p>All threads transform the filters of a convolution together. Then each thread takes its own
 * slices of the batch, so that what one stage leaves to the next stays in its core's cache, and
 * threads do not wait for each other after each stage. The gradient of an input is the convolution
 * of the output's gradient with filters that are rotated by 180 degrees. The gradient of filters is
 * summed up by each thread over its slices, and transformed at the end.
 */
final class WinogradTraining {
  private final Program program;
  private final MinimalFiltering filtering;
  private final int threads;
  private final List<WinogradLane> lanes = new ArrayList<>();
  private final Map<Pass, WinogradFilters> filters = new HashMap<>();
  private final Set<Node.Convolution> taken = new HashSet<>();
  private Team team;

  /** Filters of one convolution, transformed. */
  private FloatPointer scratch;

  /** The same in the layout that the products want. */
  private FloatPointer ordered;

  /** The bias of a convolution without one. */
  private FloatPointer zeros;

  /** Each lane's part of the gradient of one convolution's filters, before its transform. */
  private FloatPointer sums;

  /** What transforms these parts and adds them up. */
  private final FloatPointer weightGradient;

  /** The bias of one convolution, for each image of a slice. */
  private FloatPointer bias;

  /** Compiles what the plan needs. */
  WinogradTraining(
      Program program, TrainingPlan plan, Convolutions convolutions, int images, int threads) {
    this.program = program;
    this.filtering = new MinimalFiltering(program.arena());
    this.threads = Math.min(images, threads);
    this.weightGradient = filtering.weightGradient(program.arena(), this.threads);
    Set<Pass> passes = passes(plan, convolutions);
    if (!passes.isEmpty()) {
      team = new Team(this.threads);
      program.arena().onClose(team::close);
      // Kernels for one thread are created where OpenMP is to use one.
      team.run(
          thread -> {
            if (thread == 0) {
              compile(passes, images);
            }
          });
    }
  }

  private Set<Pass> passes(TrainingPlan plan, Convolutions convolutions) {
    Set<Pass> passes = new LinkedHashSet<>();
    for (TrainingStep.Forward step : plan.forward()) {
      if (step instanceof TrainingStep.Convolve s
          && s.source() != TrainingPlan.IMAGES
          && convolutions.winograd(s.convolution())) {
        taken.add(s.convolution());
        passes.add(forward(s.convolution()));
        passes.add(backward(s.convolution()));
        if (!s.convolution().hasBias()) {
          passes.add(ofFilters(s.convolution()));
        }
      }
    }
    return passes;
  }

  /** Returns whether a convolution is computed so. */
  boolean takes(Node.Convolution node) {
    return taken.contains(node);
  }

  private static Pass forward(Node.Convolution node) {
    return new Pass(
        node.input(),
        node.output(),
        node.hasBias() ? Pass.Kind.BIASED_CONVOLUTION : Pass.Kind.CONVOLUTION);
  }

  private static Pass backward(Node.Convolution node) {
    return new Pass(node.output(), node.input(), Pass.Kind.CONVOLUTION);
  }

  private static Pass ofFilters(Node.Convolution node) {
    return new Pass(node.input(), node.output(), Pass.Kind.GRADIENT_OF_FILTERS);
  }

  private void compile(Set<Pass> passes, int images) {
    Map<Pass, BatchSlices> slices = new LinkedHashMap<>();
    List<WinogradTiles> all = new ArrayList<>();
    for (Pass pass : passes) {
      BatchSlices cut = BatchSlices.of(images, threads, pass.slice());
      WinogradTiles tiles = pass.tiles(cut.largest());
      slices.put(pass, cut);
      // Of smaller slices more rows may be computed together, which take more room.
      List<WinogradTiles> ofAll = cut.sizes(0, cut.count()).stream().map(pass::tiles).toList();
      all.addAll(ofAll);
      if (pass.kind() != Pass.Kind.GRADIENT_OF_FILTERS) {
        dnnl_memory_desc wanted = new WinogradKernels(program, tiles, filtering).filterLayout();
        WinogradTiles longest =
            Collections.max(ofAll, Comparator.comparingLong(WinogradTiles::outputPlace));
        filters.put(pass, new WinogradFilters(program, longest, filtering, wanted));
      }
    }
    allocate(all);
    for (int number = 0; number < threads; number++) {
      Program own = new Program(program.arena(), program.layout());
      WinogradLane lane = new WinogradLane(own, filtering, number, slices);
      for (Pass pass : passes) {
        compile(pass, lane, number);
      }
      own.allocateScratchpad();
      lanes.add(lane);
    }
  }

  private void allocate(List<WinogradTiles> all) {
    Arena arena = program.arena();
    long largest = WinogradBuffers.largest(all, WinogradTiles::filters);
    scratch = arena.numbers(largest);
    sums = arena.numbers(threads * largest);
    ordered =
        arena.numbers(
            filters.values().stream().mapToLong(WinogradFilters::numbers).max().orElse(0));
    bias = arena.numbers(WinogradBuffers.largest(all, WinogradTiles::outputPlace));
    zeros = arena.numbers(WinogradBuffers.largest(all, WinogradTiles::outputPlace));
  }

  private void compile(Pass pass, WinogradLane lane, int number) {
    switch (pass.kind()) {
      case CONVOLUTION -> lane.compile(pass, layout(pass), new Loaded(ordered, zeros));
      case BIASED_CONVOLUTION -> lane.compile(pass, layout(pass), new Loaded(ordered, bias));
      case GRADIENT_OF_FILTERS ->
          lane.compileCorrelation(pass, sums.getPointer(number * pass.tiles(1).filters()));
    }
  }

  private dnnl_memory_desc layout(Pass pass) {
    return filters.get(pass).layout();
  }

  /** target ← convolution(source) [+ bias]. */
  void forward(
      Node.Convolution node,
      FloatPointer parameters,
      dnnl_memory source,
      dnnl_memory target,
      List<Step> steps) {
    Pass pass = forward(node);
    WinogradFilters transforms = filters.get(pass);
    transforms.transform(parameters.getPointer(node.weights()), scratch, ordered, steps::add);
    if (node.hasBias()) {
      steps.add(transforms.repeat(parameters.getPointer(node.bias()), bias));
    }
    steps.add(sliced(pass, source, target));
  }

  /** target ← gradient of the input. */
  void backwardData(
      Node.Convolution node,
      FloatPointer parameters,
      dnnl_memory gradient,
      dnnl_memory target,
      List<Step> steps) {
    Pass pass = backward(node);
    filters
        .get(pass)
        .transformRotated(parameters.getPointer(node.weights()), scratch, ordered, steps::add);
    steps.add(sliced(pass, gradient, target));
  }

  /** Writes the gradient of the weights of a convolution without bias. */
  void backwardWeights(
      Node.Convolution node,
      FloatPointer gradients,
      dnnl_memory source,
      dnnl_memory gradient,
      List<Step> steps) {
    steps.add(sliced(ofFilters(node), source, gradient));
    Arena arena = program.arena();
    long products = (long) threads * MinimalFiltering.PRODUCTS;
    long pairs = (long) node.input().channels() * node.output().channels();
    dnnl_memory_desc taps = arena.describe(dnnl_abc, 1, MinimalFiltering.TAPS, pairs);
    steps.add(
        new MatrixProduct(
                program,
                "transform of the gradient of filters",
                new MatrixProduct.Shapes(
                    arena.describe(dnnl_abc, 1, MinimalFiltering.TAPS, products),
                    arena.describe(dnnl_abc, 1, products, pairs),
                    taps))
            .of(weightGradient, sums, scratch));
    dnnl_memory_desc plain = arena.describe(dnnl_acb, 1, MinimalFiltering.TAPS, pairs);
    steps.add(
        new Pointwise(program)
            .reorder(
                taps,
                arena.tensor(taps, scratch),
                plain,
                arena.tensor(plain, gradients.getPointer(node.weights()))));
  }

  private Step sliced(Pass pass, dnnl_memory source, dnnl_memory target) {
    Pointer from = Arena.place(source);
    Pointer to = Arena.place(target);
    return stream -> team.run(lane -> lanes.get(lane).run(pass, from, to));
  }
}
