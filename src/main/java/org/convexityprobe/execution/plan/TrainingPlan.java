package org.convexityprobe.execution.plan;

import java.util.List;

/**
 * How a network's features are computed with batch statistics or frozen ones, and how gradients are
 * propagated back to the parameters.
 *
 * @param network the network
 * @param forward steps of the forward pass; the last is the pooling
 * @param backward steps of the backward pass
 * @param activations shape of one image's part of each activation; all are kept until the end of
 *     the backward pass
 * @param gradients shape of one image's part of each gradient buffer
 * @param norms the batch-norms, in the order of their statistics
 * @param frozen whether batch-norm uses its running statistics, which no gradient goes through
 */
public record TrainingPlan(
    Network network,
    List<TrainingStep.Forward> forward,
    List<TrainingStep.Backward> backward,
    List<Shape> activations,
    List<Shape> gradients,
    List<Node.BatchNorm> norms,
    boolean frozen) {
  /** Stands for the images as the source of a step. */
  public static final int IMAGES = -1;

  /** Copies the lists. */
  public TrainingPlan {
    forward = List.copyOf(forward);
    backward = List.copyOf(backward);
    activations = List.copyOf(activations);
    gradients = List.copyOf(gradients);
    norms = List.copyOf(norms);
  }

  /** Makes the plan of a network that learns: with the statistics of each batch. */
  public static TrainingPlan of(Network network) {
    return of(network, false);
  }

  /** Makes the plan of a network. */
  public static TrainingPlan of(Network network, boolean frozen) {
    ForwardPlanner forward = new ForwardPlanner(network);
    forward.plan();
    BackwardPlanner backward = new BackwardPlanner(network, forward);
    backward.plan();
    return new TrainingPlan(
        network,
        forward.steps(),
        backward.steps(),
        forward.activations(),
        backward.gradients(),
        forward.norms(),
        frozen);
  }

  /** Returns the number of features that the dense layer sees. */
  public int features() {
    return network.softmax().inputs();
  }

  /** Returns the number of channels of all batch-norms together. */
  public int channels() {
    return norms.stream().mapToInt(norm -> norm.output().channels()).sum();
  }
}
