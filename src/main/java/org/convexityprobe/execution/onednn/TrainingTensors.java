package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_a;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.convexityprobe.execution.plan.Shape;
import org.convexityprobe.execution.plan.TrainingPlan;

/** Images, activations, gradients and statistics of a training plan for batches of a fixed size. */
final class TrainingTensors {
  private final Program program;
  private final int images;
  private final Shape imageShape;
  private final List<Step> steps;
  private final List<dnnl_memory> activations = new ArrayList<>();
  private final List<dnnl_memory> gradients = new ArrayList<>();
  private final List<dnnl_memory> means = new ArrayList<>();
  private final List<dnnl_memory> variances = new ArrayList<>();
  private final FloatPointer statistics;
  private final int channels;
  private final dnnl_memory pixels;
  private dnnl_memory orderedPixels;

  /**
   * Allocates everything.
   *
   * @param steps where a change of the images' layout goes, if a step needs one
   * @param backward whether gradients are needed
   */
  TrainingTensors(
      Program program, TrainingPlan plan, int images, List<Step> steps, boolean backward) {
    this.program = program;
    this.images = images;
    this.imageShape = plan.network().input();
    this.steps = steps;
    Arena arena = program.arena();
    plan.activations().forEach(shape -> activations.add(arena.tensor(layout(shape))));
    if (backward) {
      plan.gradients().forEach(shape -> gradients.add(arena.tensor(layout(shape))));
    }
    channels = plan.channels();
    statistics = arena.numbers(2L * channels);
    int place = 0;
    for (var norm : plan.norms()) {
      means.add(vector(statistics, place, norm.output().channels()));
      variances.add(vector(statistics, channels + place, norm.output().channels()));
      place += norm.output().channels();
    }
    pixels = arena.tensor(Layout.plain(arena, images, imageShape), (Pointer) null);
  }

  /** Returns part of a vector as a tensor. */
  dnnl_memory vector(FloatPointer vector, int place, int length) {
    Arena arena = program.arena();
    return arena.tensor(arena.describe(dnnl_a, length), vector.getPointer(place));
  }

  int images() {
    return images;
  }

  void placeImages(Pointer source) {
    OneDnn.check(dnnl_memory_set_data_handle(pixels, source), "placing the images");
  }

  dnnl_memory pixels() {
    return pixels;
  }

  /** Returns an activation, or the images in the layout of activations. */
  dnnl_memory activation(int index) {
    if (index != TrainingPlan.IMAGES) {
      return activations.get(index);
    }
    if (orderedPixels == null) {
      dnnl_memory_desc layout = layout(imageShape);
      orderedPixels = program.arena().tensor(layout);
      dnnl_memory_desc plain = Layout.plain(program.arena(), images, imageShape);
      steps.add(new Pointwise(program).reorder(plain, pixels, layout, orderedPixels));
    }
    return orderedPixels;
  }

  dnnl_memory gradient(int index) {
    return gradients.get(index);
  }

  dnnl_memory mean(int norm) {
    return means.get(norm);
  }

  dnnl_memory variance(int norm) {
    return variances.get(norm);
  }

  void copyStatistics(float[] toMeans, float[] toVariances) {
    statistics.get(toMeans, 0, channels);
    statistics.position(channels).get(toVariances, 0, channels);
    statistics.position(0);
  }

  dnnl_memory_desc layout(Shape shape) {
    return program.layout().describe(program.arena(), images, shape);
  }
}
