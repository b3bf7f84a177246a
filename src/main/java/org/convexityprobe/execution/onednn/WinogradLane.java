package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.convexityprobe.execution.plan.Shape;

/**
 * One thread's slices of a batch, in training by minimal filtering, with kernels and buffers of
 * their own. Convolutions of the same shapes share their kernels: only filters, source and target
 * differ.
 */
final class WinogradLane {
  private final Program program;
  private final MinimalFiltering filtering;
  private final Map<Pass, BatchSlices> slices;
  private final int number;
  private final WinogradBuffers buffers;
  private final dnnl_stream stream = new dnnl_stream();
  private final Map<Pass, List<WinogradSlice>> compiled = new HashMap<>();
  private final Map<WinogradTiles, FloatPointer> frames = new HashMap<>();

  /** Allocates buffers for some convolutions. */
  WinogradLane(
      Program program, MinimalFiltering filtering, int number, Map<Pass, BatchSlices> slices) {
    this.program = program;
    this.filtering = filtering;
    this.slices = slices;
    this.number = number;
    OneDnn.check(
        dnnl_stream_create(stream, OneDnn.engine(), dnnl_stream_default_flags),
        "creating a stream");
    program.arena().onClose(() -> dnnl_stream_destroy(stream));
    List<WinogradTiles> all = new ArrayList<>();
    for (Pass pass : slices.keySet()) {
      sizes(pass).forEach(size -> all.add(pass.tiles(size)));
    }
    buffers = WinogradBuffers.of(program.arena(), all);
  }

  private Set<Integer> sizes(Pass pass) {
    BatchSlices cut = slices.get(pass);
    return cut.sizes(cut.from(number), cut.from(number + 1));
  }

  /**
   * Compiles a convolution.
   *
   * @param layout in which its transformed filters lie
   * @param loaded where its filters and bias are whenever it runs
   */
  void compile(Pass pass, dnnl_memory_desc layout, WinogradKernels.Loaded loaded) {
    Map<Integer, WinogradSlice> bySize = new HashMap<>();
    for (int size : sizes(pass)) {
      WinogradTiles tiles = pass.tiles(size);
      WinogradKernels kernels = new WinogradKernels(program, tiles, filtering, layout);
      bySize.put(
          size, WinogradSlice.convolution(program, tiles, kernels, frame(tiles), buffers, loaded));
    }
    compiled.put(pass, inOrder(pass, bySize));
  }

  /**
   * Compiles the gradient of a convolution's filters.
   *
   * @param sums where this lane's sums go whenever it runs
   */
  void compileCorrelation(Pass pass, FloatPointer sums) {
    Map<Integer, WinogradCorrelation> kernels = new HashMap<>();
    Map<Integer, WinogradSlice> further = new HashMap<>();
    for (int size : sizes(pass)) {
      kernels.put(size, new WinogradCorrelation(program, pass.tiles(size), filtering));
      further.put(size, correlation(kernels.get(size), sums, false));
    }
    List<WinogradSlice> order = inOrder(pass, further);
    BatchSlices cut = slices.get(pass);
    int size = cut.size(cut.from(number));
    order.set(0, correlation(kernels.get(size), sums, true));
    compiled.put(pass, order);
  }

  private WinogradSlice correlation(WinogradCorrelation kernels, FloatPointer sums, boolean begin) {
    return WinogradSlice.correlation(
        program, kernels, frame(kernels.tiles()), buffers, sums, begin);
  }

  private List<WinogradSlice> inOrder(Pass pass, Map<Integer, WinogradSlice> bySize) {
    BatchSlices cut = slices.get(pass);
    List<WinogradSlice> order = new ArrayList<>();
    for (int slice = cut.from(number); slice < cut.from(number + 1); slice++) {
      order.add(bySize.get(cut.size(slice)));
    }
    return order;
  }

  private FloatPointer frame(WinogradTiles tiles) {
    WinogradTiles key = new WinogradTiles(tiles.images(), tiles.input(), tiles.input(), 1);
    return frames.computeIfAbsent(key, t -> program.arena().numbers(t.framed()));
  }

  /** Computes this lane's part, from an input and to (or with the gradient of) an output. */
  void run(Pass pass, Pointer input, Pointer output) {
    BatchSlices cut = slices.get(pass);
    List<WinogradSlice> own = compiled.get(pass);
    for (int i = 0; i < own.size(); i++) {
      int first = cut.first(cut.from(number) + i);
      own.get(i).run(stream, at(input, pass.input(), first), at(output, pass.output(), first));
    }
  }

  private static FloatPointer at(Pointer activation, Shape shape, int image) {
    return new FloatPointer(activation).getPointer((long) image * shape.elements());
  }
}
