package org.convexityprobe.execution.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Plans the forward pass of training: ReLU joins the batch-norm or addition before it if nothing
 * else reads what is between, and an addition works in place where it may.
 */
final class ForwardPlanner {
  private static final int NONE = -2;

  private final Network network;
  private final List<List<Integer>> consumers;
  private final List<TrainingStep.Forward> steps = new ArrayList<>();
  private final List<Shape> activations = new ArrayList<>();
  private final List<Node.BatchNorm> norms = new ArrayList<>();

  /** The activation that holds each node's output. */
  private final int[] places;

  /** Whether ReLU has joined the node. */
  private final boolean[] rectified;

  ForwardPlanner(Network network) {
    this.network = network;
    this.consumers = network.consumers();
    this.places = new int[network.nodes().size()];
    this.rectified = new boolean[network.nodes().size()];
    Arrays.fill(places, NONE);
  }

  void plan() {
    for (int i = 0; i < network.nodes().size(); i++) {
      if (places[i] == NONE) {
        step(i, network.nodes().get(i));
      }
    }
  }

  private void step(int index, Node node) {
    if (node instanceof Node.Input) {
      places[index] = TrainingPlan.IMAGES;
    } else if (node instanceof Node.Convolution n) {
      steps.add(new TrainingStep.Convolve(n, places[n.source()], take(index)));
    } else if (node instanceof Node.BatchNorm n) {
      int target = take(index);
      join(index);
      steps.add(
          new TrainingStep.Normalize(
              n, norms.size(), places[n.source()], target, rectified[index]));
      norms.add(n);
    } else if (node instanceof Node.Addition n) {
      add(index, n);
    } else if (node instanceof Node.Rectifier n) {
      steps.add(new TrainingStep.Rectify(n.output(), places[n.source()], take(index)));
    } else if (node instanceof Node.Shortcut n) {
      steps.add(new TrainingStep.Shortcut(n, places[n.source()], take(index)));
    } else if (node instanceof Node.GlobalPooling n) {
      steps.add(new TrainingStep.Pool(n.input(), places[n.source()]));
    }
  }

  private void add(int index, Node.Addition node) {
    int first = node.first();
    int second = node.second();
    if (!expendable(first) && expendable(second)) {
      first = node.second();
      second = node.first();
    }
    if (expendable(first) && first != second) {
      places[index] = places[first];
    } else {
      take(index);
    }
    join(index);
    steps.add(
        new TrainingStep.Add(
            node.output(), places[first], places[second], places[index], rectified[index]));
  }

  /** Returns whether nothing but one reader needs a node's output, the backward pass included. */
  private boolean expendable(int index) {
    Node node = network.nodes().get(index);
    boolean needed =
        node instanceof Node.Input || node instanceof Node.Rectifier || rectified[index];
    return !needed && consumers.get(index).size() == 1;
  }

  /** Lets the ReLU behind a node join it. */
  private void join(int index) {
    List<Integer> readers = consumers.get(index);
    if (readers.size() == 1 && network.nodes().get(readers.get(0)) instanceof Node.Rectifier) {
      rectified[index] = true;
      places[readers.get(0)] = places[index];
    }
  }

  private int take(int index) {
    activations.add(network.nodes().get(index).output());
    places[index] = activations.size() - 1;
    return places[index];
  }

  List<TrainingStep.Forward> steps() {
    return steps;
  }

  List<Shape> activations() {
    return activations;
  }

  List<Node.BatchNorm> norms() {
    return norms;
  }

  /** Returns the activation that holds a node's output. */
  int place(int node) {
    return places[node];
  }

  boolean isRectified(int node) {
    return rectified[node];
  }

  /** Returns whether a node is a ReLU that has joined the node before it. */
  boolean hasJoined(int node) {
    return network.nodes().get(node) instanceof Node.Rectifier n && rectified[n.source()];
  }
}
