package org.convexityprobe.execution.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.Node;

/**
 * Trains a network by heavy ball with libtorch: v ← μ v + g + c w, w ← w − η v. Parameters and
 * velocities stay on the device from step to step, in single precision, so that they can be saved
 * and loaded without a loss; gradients are computed in the precision that is set.
 *
 * <p>Running statistics follow d·running + (1 − d)·batch with biased variances, as DL4J's do. All
 * vectors are flat, in the order of the network's parameters. Not for use by several threads at
 * once.
 */
public final class TorchTraining implements AutoCloseable {
  /** Steps on a GPU whose losses are read together: each reading waits for the device. */
  private static final int STEPS_BETWEEN_READINGS = 16;

  /**
   * How a step follows from a gradient.
   *
   * @param momentum μ
   * @param nesterov whether the step is η (g + c w + μ v)
   */
  public record Rule(double momentum, boolean nesterov) {}

  /**
   * What a batch gave, before its step.
   *
   * @param images how many it had
   * @param loss cross-entropy, summed over them
   * @param correct how many were classified correctly
   */
  public record Outcome(int images, double loss, long correct) {}

  private final TorchWork work;
  private final BatchPass pass;
  private final boolean nesterov;
  private final Scalar momentum;
  private final Tensor decay;
  private final Tensor shares;
  private final Tensor zeros;
  private final Tensor weights;
  private final Tensor velocities;
  private final List<Tensor> sums = new ArrayList<>();
  private final List<Integer> counts = new ArrayList<>();
  private long steps;

  /**
   * Places a network on the device.
   *
   * @param decays c of each parameter; 0 at running statistics
   * @param batchSize images in a batch, for messages
   * @param threads threads of the processor
   */
  public TorchTraining(
      Network network,
      TorchSettings settings,
      Rule rule,
      float[] decays,
      int batchSize,
      int threads) {
    LibTorch.require();
    int length = network.parameters();
    if (decays.length != length) {
      throw new IllegalArgumentException(
          "%d coefficients of decay; the network has %d parameters"
              .formatted(decays.length, length));
    }
    this.work = new TorchWork(settings, batchSize, threads);
    this.pass = new BatchPass(network, work);
    this.nesterov = rule.nesterov;
    this.momentum = new Scalar(rule.momentum);
    this.decay = kept(decays);
    this.shares = kept(shares(network));
    this.zeros = kept(new float[length]);
    this.weights = kept(new float[length]);
    this.velocities = kept(new float[length]);
  }

  /** Returns 1 − d at running statistics, 0 elsewhere. */
  private static float[] shares(Network network) {
    float[] shares = new float[network.parameters()];
    for (Node node : network.nodes()) {
      if (node instanceof Node.BatchNorm norm) {
        for (int i = 0; i < 2 * norm.output().channels(); i++) {
          shares[norm.mean() + i] = (float) (1 - norm.decay());
        }
      }
    }
    return shares;
  }

  private Tensor kept(float[] values) {
    return work.kept(values, torch.ScalarType.Float);
  }

  /**
   * Goes on from parameters and velocities.
   *
   * @param momenta v; 0 at running statistics
   */
  public void set(float[] parameters, float[] momenta) {
    work.computing(
        () -> {
          weights.copy_(HostTensors.of(parameters, parameters.length));
          velocities.copy_(HostTensors.of(momenta, momenta.length));
          return null;
        });
  }

  /**
   * Takes a step.
   *
   * @param pixels [images, channels, height, width], row-major
   * @param labels [images, classes], row-major; each row sums to 1
   * @param rate η
   * @return what batches gave that were not told before, in their order; on a GPU those of several
   *     steps are told together, the first one alone
   */
  public List<Outcome> step(FloatPointer pixels, FloatPointer labels, int images, double rate) {
    steps++;
    work.computing(
        () -> {
          Tensor inputs = pass.images(pixels, images);
          ParameterTensors parameters = pass.parameters(weights, true);
          Tensor logits = pass.logits(inputs, parameters);
          Tensor targets = pass.placed(labels, pass.lossType(), images, logits.size(1));
          Tensor loss =
              targets
                  .mul(torch.log_softmax(logits, 1, new ScalarTypeOptional(pass.lossType())))
                  .sum()
                  .neg();
          TensorVector gradients =
              torch.grad(
                  new TensorVector(loss),
                  parameters.leaves(),
                  new TensorVector(),
                  new BoolOptional(false),
                  false,
                  false);
          Tensor gradient = flat(gradients).mul(new Scalar(1.0 / images));
          move(gradient.to(torch.ScalarType.Float), rate);
          weights.addcmul_(shares, pass.statistics(images).sub(weights).to(torch.ScalarType.Float));
          remember(images, loss.detach(), hits(logits.detach(), targets));
          return null;
        });
    boolean waits = steps > 1 && !work.settings().device().equals("cpu");
    return waits && sums.size() < STEPS_BETWEEN_READINGS ? List.of() : outcomes();
  }

  /** Puts the gradients of all parts together, in the order of the flat vector; 0 at statistics. */
  private Tensor flat(TensorVector gradients) {
    TensorVector ordered = new TensorVector();
    int next = 0;
    for (ParameterTensors.Part part : pass.parts()) {
      ordered.push_back(
          part.statistic()
              ? zeros.narrow(0, 0, part.length())
              : gradients.get(next++).flatten(0, -1));
    }
    return torch.cat(ordered);
  }

  private void move(Tensor gradient, double rate) {
    gradient.addcmul_(decay, weights);
    velocities.mul_(momentum).add_(gradient);
    Tensor step = nesterov ? gradient.add(velocities, momentum) : velocities;
    weights.sub_(step, new Scalar(rate));
  }

  private static Tensor hits(Tensor logits, Tensor targets) {
    LongOptional classes = new LongOptional(1);
    return logits.argmax(classes, false).eq(targets.argmax(classes, false)).sum();
  }

  private void remember(int images, Tensor loss, Tensor correct) {
    TensorVector both = new TensorVector(loss, correct.to(pass.lossType()));
    sums.add(torch.stack(both).retainReference());
    counts.add(images);
  }

  /** Returns what batches gave that were not told before, in their order. */
  public List<Outcome> outcomes() {
    if (sums.isEmpty()) {
      return List.of();
    }
    double[] values =
        work.computing(
            () -> {
              TensorVector all = new TensorVector();
              sums.forEach(all::push_back);
              return HostTensors.doubles(torch.stack(all));
            });
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      outcomes.add(new Outcome(counts.get(i), values[2 * i], Math.round(values[2 * i + 1])));
    }
    forget();
    return outcomes;
  }

  private void forget() {
    sums.forEach(Tensor::releaseReference);
    sums.clear();
    counts.clear();
  }

  /** Returns the parameters. */
  public float[] parameters() {
    return work.computing(() -> HostTensors.floats(weights));
  }

  /** Returns v; 0 at running statistics. */
  public float[] velocities() {
    return work.computing(() -> HostTensors.floats(velocities));
  }

  @Override
  public void close() {
    forget();
    List.of(decay, shares, zeros, weights, velocities).forEach(Tensor::releaseReference);
    pass.close();
  }
}
