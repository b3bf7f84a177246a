package org.convexityprobe.execution.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
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
  private final WinogradBuffers buffers;

  /** Inputs in a frame of zeros, which nothing overwrites, by their shape. */
  private final Map<Shape, FloatPointer> framed = new HashMap<>();

  /** Filters between their transform and the copy in the layout that the products want. */
  private final FloatPointer scratch;

  /** Allocates the buffers. */
  WinogradConvolutions(
      Program program, InferencePlan plan, Convolutions convolutions, SliceTensors tensors) {
    this.program = program;
    this.plan = plan;
    this.convolutions = convolutions;
    this.tensors = tensors;
    this.filtering = new MinimalFiltering(program.arena());
    List<WinogradTiles> all =
        plan.steps().stream()
            .filter(this::takes)
            .map(step -> tiles((InferenceStep.Convolve) step))
            .toList();
    this.scratch = program.arena().numbers(WinogradBuffers.largest(all, WinogradTiles::filters));
    this.buffers = WinogradBuffers.of(program.arena(), all);
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
    WinogradKernels.Loaded loaded = load(tiles, kernels.filterLayout(), filters, values);
    for (int image = 0; image < tiles.images(); image++) {
      steps.add(kernels.input().frame(tensors.image(step.source(), image), image, frame));
    }
    List<dnnl_memory> targets = new ArrayList<>();
    dnnl_memory_desc layout = new WinogradOutput(program, tiles).layout();
    FloatPointer target = tensors.place(step.target());
    for (int group = 0; group < tiles.groups(); group++) {
      FloatPointer rows = target.getPointer(group * tiles.groupStep(program.layout()));
      targets.add(program.arena().tensor(layout, rows));
    }
    kernels.convolve(frame, buffers, loaded, targets, step.accumulate(), steps);
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

  /** Prepares filters and bias, which are transformed whenever they change. */
  private WinogradKernels.Loaded load(
      WinogradTiles tiles, dnnl_memory_desc layout, Filters filters, FilterTensors values) {
    Arena arena = program.arena();
    WinogradFilters transforms = new WinogradFilters(program, tiles, filtering, layout);
    FloatPointer ordered = arena.numbers(transforms.numbers());
    FloatPointer bias = arena.numbers(tiles.outputPlace());
    transforms.transform(values.plainWeights(filters), scratch, ordered, values::whenLoading);
    values.whenLoading(transforms.repeat(values.plainBias(filters), bias));
    return new WinogradKernels.Loaded(ordered, bias);
  }
}
