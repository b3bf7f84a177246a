package org.convexityprobe.execution.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fuses nodes into steps and assigns buffers.
 *
 * <p>A convolution takes in the batch-norm, the addition and the ReLU behind it, as far as nothing
 * else reads what is between. In an addition the operand that is computed last takes in the
 * addition, and works in place on the other, provided that nothing reads the other afterwards.
 */
final class InferencePlanner {
  private final Network network;
  private final List<List<Integer>> consumers;
  private final List<InferenceStep> steps = new ArrayList<>();
  private final List<Filters> filters = new ArrayList<>();
  private final Buffers buffers = new Buffers();

  /** The buffer of each node's output, once computed. */
  private final Map<Integer, Integer> places = new HashMap<>();

  /** How many readers of each node's output are still to come. */
  private final int[] readers;

  private int folded;

  InferencePlanner(Network network) {
    this.network = network;
    this.consumers = network.consumers();
    this.readers = consumers.stream().mapToInt(List::size).toArray();
  }

  InferencePlan plan() {
    for (int i = 0; i < network.nodes().size(); i++) {
      if (!places.containsKey(i)) {
        step(i, network.nodes().get(i));
      }
    }
    return new InferencePlan(network, steps, buffers.shapes(), filters);
  }

  private void step(int index, Node node) {
    if (node instanceof Node.Input) {
      places.put(index, InferencePlan.IMAGES);
    } else if (node instanceof Node.Convolution convolution) {
      convolve(index, convolution);
    } else if (node instanceof Node.BatchNorm norm) {
      scale(index, norm);
    } else if (node instanceof Node.Addition addition) {
      add(index, addition);
    } else if (node instanceof Node.Rectifier rectifier) {
      int target = buffers.take(rectifier.output());
      steps.add(new InferenceStep.Rectify(rectifier.output(), place(rectifier.source()), target));
      finish(index, target, rectifier.source());
    } else if (node instanceof Node.Shortcut shortcut) {
      int target = buffers.take(shortcut.output());
      steps.add(new InferenceStep.Shortcut(shortcut, place(shortcut.source()), target));
      finish(index, target, shortcut.source());
    } else if (node instanceof Node.GlobalPooling pooling) {
      steps.add(new InferenceStep.Pool(pooling.input(), place(pooling.source())));
    }
  }

  private void convolve(int index, Node.Convolution convolution) {
    int last = index;
    Optional<Node.BatchNorm> norm = Optional.empty();
    if (onlyConsumer(last) instanceof Node.BatchNorm following) {
      norm = Optional.of(following);
      last = consumers.get(last).get(0);
    }
    int residual = residual(last);
    int target;
    if (residual >= 0) {
      target = place(residual);
      last = consumers.get(last).get(0);
    } else {
      target = buffers.take(convolution.output());
    }
    boolean rectify = onlyConsumer(last) instanceof Node.Rectifier;
    last = rectify ? consumers.get(last).get(0) : last;
    steps.add(
        new InferenceStep.Convolve(
            convolution,
            filters(Optional.of(convolution), norm, convolution.output().channels()),
            place(convolution.source()),
            target,
            residual >= 0,
            rectify));
    release(convolution.source());
    markFused(index, last, target);
  }

  /**
   * Returns the other operand of the addition behind a node, if that is the only reader of the
   * node, and the other operand is computed already and read by nothing afterwards; −1 otherwise.
   */
  private int residual(int node) {
    if (!(onlyConsumer(node) instanceof Node.Addition addition)) {
      return -1;
    }
    int other = addition.first() == node ? addition.second() : addition.first();
    boolean free =
        other != node
            && places.getOrDefault(other, InferencePlan.IMAGES) != InferencePlan.IMAGES
            && readers[other] == 1;
    return free ? other : -1;
  }

  private void scale(int index, Node.BatchNorm norm) {
    boolean rectify = onlyConsumer(index) instanceof Node.Rectifier;
    int target = buffers.take(norm.output());
    int own = filters(Optional.empty(), Optional.of(norm), norm.output().channels());
    steps.add(new InferenceStep.Scale(norm.output(), own, place(norm.source()), target, rectify));
    release(norm.source());
    markFused(index, rectify ? consumers.get(index).get(0) : index, target);
  }

  private void add(int index, Node.Addition addition) {
    boolean rectify = onlyConsumer(index) instanceof Node.Rectifier;
    int target = buffers.take(addition.output());
    steps.add(
        new InferenceStep.Add(
            addition.output(), place(addition.first()), place(addition.second()), target, rectify));
    release(addition.first());
    release(addition.second());
    markFused(index, rectify ? consumers.get(index).get(0) : index, target);
  }

  private int filters(
      Optional<Node.Convolution> convolution, Optional<Node.BatchNorm> norm, int channels) {
    int filterLength = convolution.map(Node.Convolution::filterLength).orElse(1);
    int weights = folded;
    int bias = weights + channels * filterLength;
    filters.add(new Filters(convolution, norm, channels, filterLength, weights, bias));
    folded = bias + channels;
    return filters.size() - 1;
  }

  /** Gives a target to every node of a fused chain; only the last is ever read. */
  private void markFused(int first, int last, int target) {
    for (int node = first; node != last; node = consumers.get(node).get(0)) {
      places.put(node, target);
    }
    places.put(last, target);
  }

  private void finish(int index, int target, int source) {
    release(source);
    places.put(index, target);
  }

  private void release(int node) {
    readers[node]--;
    if (readers[node] == 0 && place(node) != InferencePlan.IMAGES) {
      buffers.giveBack(place(node));
    }
  }

  private int place(int node) {
    return places.get(node);
  }

  private Node onlyConsumer(int node) {
    List<Integer> all = consumers.get(node);
    return all.size() == 1 ? network.nodes().get(all.get(0)) : null;
  }
}
