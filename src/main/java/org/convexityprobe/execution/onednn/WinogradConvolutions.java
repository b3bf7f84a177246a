package org.convexityprobe.execution.onednn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.plan.Convolutions;
import org.convexityprobe.execution.plan.Filters;
import org.convexityprobe.execution.plan.InferencePlan;
import org.convexityprobe.execution.plan.InferenceStep;
import org.convexityprobe.execution.plan.Shape;

/** The convolutions of a slice that are computed by minimal filtering; they share their buffers. */
final class WinogradConvolutions {
  private final Program program;
  private final InferencePlan plan;
  private final Convolutions convolutions;
  private final SliceTensors tensors;
  private final MinimalFiltering filtering;
  private final Buffers buffers;

  /** Inputs in a frame of zeros, which nothing overwrites, by their shape. */
  private final Map<Shape, FloatPointer> framed = new HashMap<>();

  /** Filters between their transform and the copy in the layout that the products want. */
  private final FloatPointer scratch;

  /** What one stage leaves to the next; see {@link WinogradTiles}. */
  record Buffers(
      FloatPointer inputColumns,
      FloatPointer transformed,
      FloatPointer products,
      FloatPointer outputColumns,
      FloatPointer outputs) {}

  /** Allocates the buffers. */
  WinogradConvolutions(
      Program program, InferencePlan plan, Convolutions convolutions, SliceTensors tensors) {
    this.program = program;
    this.plan = plan;
    this.convolutions = convolutions;
    this.tensors = tensors;
    this.filtering = new MinimalFiltering(program.arena());
    this.scratch = largest(WinogradTiles::filters);
    this.buffers =
        new Buffers(
            largest(WinogradTiles::inputColumns),
            largest(WinogradTiles::transformed),
            largest(WinogradTiles::products),
            largest(WinogradTiles::outputColumns),
            largest(WinogradTiles::outputs));
  }

  private FloatPointer largest(ToLongFunction<WinogradTiles> numbers) {
    long length =
        plan.steps().stream()
            .filter(this::takes)
            .map(step -> tiles((InferenceStep.Convolve) step))
            .mapToLong(numbers)
            .max()
            .orElse(0);
    return program.arena().numbers(length);
  }

  private WinogradTiles tiles(InferenceStep.Convolve step) {
    return WinogradTiles.of(step.convolution(), tensors.images());
  }

  /** Returns whether a step is a convolution that is computed so. */
  boolean takes(InferenceStep step) {
    return step instanceof InferenceStep.Convolve convolve
        && convolve.source() != InferencePlan.IMAGES
        && convolutions.winograd(convolve.convolution());
  }

  /** Adds the steps of a convolution that {@link #takes} tells of. */
  void add(InferenceStep.Convolve step, FilterTensors values, List<Primitive> steps) {
    WinogradTiles tiles = tiles(step);
    FloatPointer frame =
        framed.computeIfAbsent(tiles.input(), s -> program.arena().numbers(tiles.framed()));
    WinogradKernels kernels = new WinogradKernels(program, tiles, filtering);
    Filters filters = plan.filters().get(step.filters());
    WinogradKernels.Loaded loaded = kernels.load(filters, values, scratch);
    steps.add(kernels.frame(tensors.buffer(step.source()), frame));
    kernels.convolve(frame, buffers, loaded, steps);
    steps.add(kernels.unframe(buffers.outputs(), tensors.buffer(step.target()), step.accumulate()));
    if (step.rectify()) {
      steps.add(
          Rectification.primitive(
              program,
              tensors.layout(tiles.output()),
              tiles.output().channels(),
              tensors.buffer(step.target()),
              tensors.buffer(step.target())));
    }
  }
}
