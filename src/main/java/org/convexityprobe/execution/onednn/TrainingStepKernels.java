package org.convexityprobe.execution.onednn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.plan.Node;
import org.convexityprobe.execution.plan.Shape;
import org.convexityprobe.execution.plan.TrainingStep;
import org.convexityprobe.execution.plan.Window;

/** Makes the primitives of each step of a training plan. */
final class TrainingStepKernels {
  private final Program program;
  private final Pointwise pointwise;
  private final TrainingTensors tensors;
  private final WinogradTraining winograd;
  private final FloatPointer parameters;
  private final FloatPointer gradients;
  private final boolean frozen;
  private final Map<String, TrainingConvolution> convolutions = new HashMap<>();
  private final Map<String, FloatPointer> shortcutWeights = new HashMap<>();
  private final Map<Integer, BatchNormKernels> norms = new HashMap<>();

  TrainingStepKernels(
      Program program,
      TrainingTensors tensors,
      WinogradTraining winograd,
      FloatPointer parameters,
      FloatPointer gradients,
      boolean frozen) {
    this.program = program;
    this.pointwise = new Pointwise(program);
    this.tensors = tensors;
    this.winograd = winograd;
    this.parameters = parameters;
    this.gradients = gradients;
    this.frozen = frozen;
  }

  void forward(TrainingStep.Forward step, Pooled pooled, List<Step> steps) {
    if (step instanceof TrainingStep.Convolve s) {
      convolve(s, steps);
    } else if (step instanceof TrainingStep.Normalize s) {
      normalize(s, steps);
    } else if (step instanceof TrainingStep.Add s) {
      dnnl_memory first = tensors.activation(s.first());
      dnnl_memory second = tensors.activation(s.second());
      steps.add(
          pointwise.add(
              tensors.layout(s.shape()),
              first,
              second,
              tensors.activation(s.target()),
              s.rectify()));
    } else if (step instanceof TrainingStep.Rectify s) {
      dnnl_memory source = tensors.activation(s.source());
      steps.add(
          pointwise.rectify(tensors.layout(s.shape()), source, tensors.activation(s.target())));
    } else if (step instanceof TrainingStep.Shortcut s) {
      dnnl_memory source = tensors.activation(s.source());
      shortcut(s.shortcut())
          .forward(steps, weights(s.shortcut()), null, source, tensors.activation(s.target()));
    } else if (step instanceof TrainingStep.Pool s) {
      dnnl_memory source = tensors.activation(s.source());
      steps.add(
          new PoolingKernels(program, tensors.images(), s.input())
              .forward(source, pooled.tensor()));
    }
  }

  void backward(TrainingStep.Backward step, Pooled pooledGradients, List<Step> steps) {
    if (step instanceof TrainingStep.PoolBackward s) {
      steps.add(
          new PoolingKernels(program, tensors.images(), s.input())
              .backward(pooledGradients.tensor(), tensors.gradient(s.target())));
    } else if (step instanceof TrainingStep.RectifyBackward s) {
      steps.add(
          pointwise.rectifyBackward(
              tensors.layout(s.shape()),
              tensors.activation(s.output()),
              tensors.gradient(s.source()),
              tensors.gradient(s.target())));
    } else if (step instanceof TrainingStep.NormalizeBackward s) {
      normalizeBackward(s, steps);
    } else if (step instanceof TrainingStep.ConvolveBackwardWeights s) {
      correlate(s, steps);
    } else if (step instanceof TrainingStep.ConvolveBackwardData s) {
      propagate(s, steps);
    } else if (step instanceof TrainingStep.ShortcutBackward s) {
      convolutions
          .get(s.shortcut().name())
          .backwardData(
              steps,
              weights(s.shortcut()),
              tensors.gradient(s.source()),
              tensors.gradient(s.target()));
    } else if (step instanceof TrainingStep.Accumulate s) {
      steps.add(
          pointwise.add(
              tensors.layout(s.shape()),
              tensors.gradient(s.first()),
              tensors.gradient(s.second()),
              tensors.gradient(s.target()),
              false));
    }
  }

  private void convolve(TrainingStep.Convolve s, List<Step> steps) {
    Node.Convolution node = s.convolution();
    TrainingConvolution kernels = TrainingConvolution.of(program, tensors, node, s.source());
    convolutions.put(node.name(), kernels);
    if (winograd.takes(node)) {
      winograd.forward(
          node, parameters, tensors.activation(s.source()), tensors.activation(s.target()), steps);
      return;
    }
    dnnl_memory bias =
        node.hasBias() ? tensors.vector(parameters, node.bias(), node.output().channels()) : null;
    kernels.forward(
        steps,
        parameters.getPointer(node.weights()),
        bias,
        input(node, s.source()),
        tensors.activation(s.target()));
  }

  private void propagate(TrainingStep.ConvolveBackwardData s, List<Step> steps) {
    Node.Convolution node = s.convolution();
    dnnl_memory gradient = tensors.gradient(s.source());
    dnnl_memory target = tensors.gradient(s.target());
    if (winograd.takes(node)) {
      winograd.backwardData(node, parameters, gradient, target, steps);
    } else {
      convolutions
          .get(node.name())
          .backwardData(steps, parameters.getPointer(node.weights()), gradient, target);
    }
  }

  private void correlate(TrainingStep.ConvolveBackwardWeights s, List<Step> steps) {
    Node.Convolution node = s.convolution();
    dnnl_memory bias =
        node.hasBias() ? tensors.vector(gradients, node.bias(), node.output().channels()) : null;
    if (winograd.takes(node) && bias == null) {
      winograd.backwardWeights(
          node, gradients, tensors.activation(s.input()), tensors.gradient(s.source()), steps);
      return;
    }
    convolutions
        .get(node.name())
        .backwardWeights(
            steps,
            gradients.getPointer(node.weights()),
            bias,
            input(node, s.input()),
            tensors.gradient(s.source()));
  }

  private dnnl_memory input(Node.Convolution node, int source) {
    return TrainingConvolution.readsPixels(program, node, source)
        ? tensors.pixels()
        : tensors.activation(source);
  }

  private void normalize(TrainingStep.Normalize s, List<Step> steps) {
    Node.BatchNorm norm = s.norm();
    int channels = norm.output().channels();
    dnnl_memory source = tensors.activation(s.source());
    BatchNormKernels kernels =
        new BatchNormKernels(
            program,
            norm,
            tensors.layout(norm.output()),
            s.rectify(),
            frozen,
            new BatchNormKernels.Vectors(
                frozen
                    ? tensors.vector(parameters, norm.mean(), channels)
                    : tensors.mean(s.index()),
                frozen
                    ? tensors.vector(parameters, norm.variance(), channels)
                    : tensors.variance(s.index()),
                tensors.vector(parameters, norm.gamma(), channels)));
    norms.put(s.index(), kernels);
    steps.add(
        kernels.forward(
            source,
            tensors.vector(parameters, norm.beta(), channels),
            tensors.activation(s.target())));
  }

  private void normalizeBackward(TrainingStep.NormalizeBackward s, List<Step> steps) {
    Node.BatchNorm norm = s.norm();
    int channels = norm.output().channels();
    steps.add(
        norms
            .get(s.index())
            .backward(
                tensors.activation(s.input()),
                tensors.gradient(s.source()),
                tensors.gradient(s.target()),
                tensors.vector(gradients, norm.gamma(), channels),
                tensors.vector(gradients, norm.beta(), channels)));
  }

  private TrainingConvolution shortcut(Node.Shortcut node) {
    Shape in = node.input();
    Shape out = node.output();
    return convolutions.computeIfAbsent(
        node.name(),
        name ->
            new TrainingConvolution(
                program,
                new ConvolutionShape(
                    name, Window.pixel(node.stride()), in.channels(), out.channels()),
                false,
                tensors.layout(in),
                tensors.layout(out)));
  }

  private FloatPointer weights(Node.Shortcut node) {
    return shortcutWeights.computeIfAbsent(
        node.name(), name -> ShortcutFilters.weights(program.arena(), node));
  }
}
