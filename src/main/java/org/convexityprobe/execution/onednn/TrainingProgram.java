package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.plan.Convolutions;
import org.convexityprobe.execution.plan.PlacedImages;
import org.convexityprobe.execution.plan.TrainingKernels;
import org.convexityprobe.execution.plan.TrainingPlan;
import org.convexityprobe.execution.plan.TrainingStep;

/** A training plan compiled for batches of a fixed size; OpenMP threads share each primitive. */
final class TrainingProgram implements TrainingKernels {
  private final Arena arena;
  private final Master master;
  private final TrainingTensors tensors;
  private final Pooled pooled;
  private final Pooled pooledGradients;
  private final OverflowGuard guard;
  private final dnnl_stream stream = new dnnl_stream();
  private final List<Step> forward = new ArrayList<>();
  private final List<Step> backward = new ArrayList<>();

  TrainingProgram(
      TrainingPlan plan,
      Convolutions convolutions,
      int images,
      int threads,
      FloatPointer parameters,
      FloatPointer gradients) {
    this.master = Master.of(threads);
    this.arena = new Arena("training on batches of %d images".formatted(images));
    try {
      OneDnn.check(
          dnnl_stream_create(stream, OneDnn.engine(), dnnl_stream_default_flags),
          "creating a stream");
      arena.onClose(() -> dnnl_stream_destroy(stream));
      Program program =
          new Program(
              arena, Layout.of(plan.network().input(), plan.activations(), plan.features()));
      tensors = new TrainingTensors(program, plan, images, forward, gradients != null);
      pooled = new Pooled(program, images, plan.features());
      guard = new OverflowGuard(plan, tensors, parameters);
      pooledGradients = new Pooled(program, images, plan.features());
      TrainingStepKernels kernels =
          new TrainingStepKernels(
              program,
              tensors,
              new WinogradTraining(program, plan, convolutions, images, threads),
              parameters,
              gradients,
              plan.frozen());
      // Kernels divide their work among threads when they are created.
      master.run(() -> compile(plan, program, kernels, gradients != null));
    } catch (RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  private void compile(
      TrainingPlan plan, Program program, TrainingStepKernels kernels, boolean learns) {
    for (TrainingStep.Forward step : plan.forward()) {
      guard.before(step, forward);
      kernels.forward(step, pooled, forward);
      guard.behind(step, forward);
    }
    if (learns) {
      for (TrainingStep.Backward step : plan.backward()) {
        kernels.backward(step, pooledGradients, backward);
      }
    }
    program.allocateScratchpad();
  }

  @Override
  public void forward(PlacedImages images, int first, float[] features) {
    tensors.placeImages(((HostImages) images).pixels(first));
    run(forward);
    pooled.copyTo(features, 0);
    if (!guard.holds()) {
      Arrays.fill(features, Float.NaN);
    }
  }

  @Override
  public void statistics(float[] means, float[] variances) {
    tensors.copyStatistics(means, variances);
  }

  @Override
  public void backward(float[] featureGradients) {
    pooledGradients.copyFrom(featureGradients);
    run(backward);
  }

  private void run(List<Step> steps) {
    master.run(
        () -> {
          for (int i = 0; i < steps.size(); i++) {
            steps.get(i).run(stream);
          }
        });
  }

  @Override
  public long bytes() {
    return arena.bytes();
  }

  @Override
  public void close() {
    arena.close();
  }
}
