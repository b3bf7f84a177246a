package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.convexityprobe.execution.plan.Shape;

/** Steps of minimal filtering on a slice whose input and output lie anywhere. */
final class WinogradSlice {
  private final Shape input;
  private final List<dnnl_memory> inputs = new ArrayList<>();
  private final List<dnnl_memory> outputs = new ArrayList<>();
  private final long groupStep;
  private final List<Primitive> steps = new ArrayList<>();

  private WinogradSlice(
      Program program, WinogradTiles tiles, WinogradInput kernels, FloatPointer frame) {
    Arena arena = program.arena();
    Layout layout = program.layout();
    input = tiles.input();
    for (int image = 0; image < tiles.images(); image++) {
      dnnl_memory source = arena.tensor(layout.describe(arena, 1, input), (Pointer) null);
      inputs.add(source);
      steps.add(kernels.frame(source, image, frame));
    }
    groupStep = tiles.groupStep(layout);
    WinogradOutput output = new WinogradOutput(program, tiles);
    for (int group = 0; group < tiles.groups(); group++) {
      outputs.add(arena.tensor(output.layout(), (Pointer) null));
    }
  }

  /** Returns output ← convolution(input). */
  static WinogradSlice convolution(
      Program program,
      WinogradTiles tiles,
      WinogradKernels kernels,
      FloatPointer frame,
      WinogradBuffers buffers,
      WinogradKernels.Loaded loaded) {
    WinogradSlice slice = new WinogradSlice(program, tiles, kernels.input(), frame);
    kernels.convolve(frame, buffers, loaded, slice.outputs, false, slice.steps);
    return slice;
  }

  /**
   * Returns sums ← [sums +] products of input and output.
   *
   * @param begin whether the sums begin here
   */
  static WinogradSlice correlation(
      Program program,
      WinogradCorrelation kernels,
      FloatPointer frame,
      WinogradBuffers buffers,
      FloatPointer sums,
      boolean begin) {
    WinogradSlice slice = new WinogradSlice(program, kernels.tiles(), kernels.input(), frame);
    kernels.correlate(frame, buffers, sums, slice.outputs, begin, slice.steps);
    return slice;
  }

  /** Runs the steps where the slice's input and output start there. */
  void run(dnnl_stream stream, FloatPointer inputPlace, FloatPointer outputPlace) {
    for (int image = 0; image < inputs.size(); image++) {
      FloatPointer place = inputPlace.getPointer((long) image * input.elements());
      OneDnn.check(dnnl_memory_set_data_handle(inputs.get(image), place), "placing an image");
    }
    for (int group = 0; group < outputs.size(); group++) {
      FloatPointer place = outputPlace.getPointer(group * groupStep);
      OneDnn.check(dnnl_memory_set_data_handle(outputs.get(group), place), "placing rows");
    }
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).run(stream);
    }
  }
}
