package org.convexityprobe.execution.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Plans the backward pass: walks the nodes from last to first, and keeps for each the buffer that
 * holds the gradient of its output. Buffers are shared where several nodes have the same gradient
 * (the operands of an addition), overwritten where only one needs them, and used again when none
 * does.
 */
final class BackwardPlanner {
  private final Network network;
  private final ForwardPlanner forward;
  private final List<TrainingStep.Backward> steps = new ArrayList<>();
  private final Buffers buffers = new Buffers();
  private final Map<Integer, Integer> gradients = new HashMap<>();
  private final Map<Integer, Integer> sharers = new HashMap<>();

  BackwardPlanner(Network network, ForwardPlanner forward) {
    this.network = network;
    this.forward = forward;
  }

  void plan() {
    for (int i = network.nodes().size() - 1; i >= 0; i--) {
      Node node = network.nodes().get(i);
      if (node instanceof Node.GlobalPooling pooling) {
        int target = take(pooling.input());
        steps.add(new TrainingStep.PoolBackward(pooling.input(), target));
        contribute(pooling.source(), target);
      } else if (gradients.containsKey(i)) {
        step(i, node, gradients.remove(i));
      }
    }
  }

  private void step(int index, Node node, int gradient) {
    if (node instanceof Node.Addition n) {
      int cut = forward.isRectified(index) ? cut(index, n.output(), gradient) : gradient;
      sharers.merge(cut, 1, Integer::sum);
      contribute(n.first(), cut);
      contribute(n.second(), cut);
    } else if (node instanceof Node.Rectifier n) {
      contribute(n.source(), cut(index, n.output(), gradient));
    } else if (node instanceof Node.BatchNorm n) {
      int target = overwritable(gradient, n.output());
      steps.add(
          new TrainingStep.NormalizeBackward(
              n,
              forward.norms().indexOf(n),
              forward.place(n.source()),
              gradient,
              target,
              forward.isRectified(index)));
      replaced(gradient, target);
      contribute(n.source(), target);
    } else if (node instanceof Node.Convolution n) {
      steps.add(new TrainingStep.ConvolveBackwardWeights(n, forward.place(n.source()), gradient));
      if (learns(n.source())) {
        int target = take(n.input());
        steps.add(new TrainingStep.ConvolveBackwardData(n, gradient, target));
        contribute(n.source(), target);
      }
      release(gradient);
    } else if (node instanceof Node.Shortcut n) {
      if (learns(n.source())) {
        int target = take(n.input());
        steps.add(new TrainingStep.ShortcutBackward(n, gradient, target));
        contribute(n.source(), target);
      }
      release(gradient);
    }
  }

  private int cut(int index, Shape shape, int gradient) {
    int target = overwritable(gradient, shape);
    steps.add(new TrainingStep.RectifyBackward(shape, forward.place(index), gradient, target));
    replaced(gradient, target);
    return target;
  }

  /** Adds {@code gradient}, one share of which is handed over, to the gradient of a node. */
  private void contribute(int source, int gradient) {
    int node = forward.hasJoined(source) ? network.nodes().get(source).sources().get(0) : source;
    if (!learns(node)) {
      release(gradient);
      return;
    }
    Integer existing = gradients.get(node);
    if (existing == null) {
      gradients.put(node, gradient);
      return;
    }
    Shape shape = network.nodes().get(node).output();
    boolean intoNew = sharers.get(gradient) == 1;
    int first = intoNew ? gradient : existing;
    int second = intoNew ? existing : gradient;
    int target = overwritable(first, shape);
    steps.add(new TrainingStep.Accumulate(shape, first, second, target));
    replaced(first, target);
    release(second);
    gradients.put(node, target);
  }

  /** Returns whether anything at or before a node has parameters. */
  private boolean learns(int node) {
    return !(network.nodes().get(node) instanceof Node.Input);
  }

  private int overwritable(int gradient, Shape shape) {
    return sharers.get(gradient) == 1 ? gradient : take(shape);
  }

  private void replaced(int gradient, int target) {
    if (gradient != target) {
      release(gradient);
    }
  }

  private int take(Shape shape) {
    int buffer = buffers.take(shape);
    sharers.put(buffer, 1);
    return buffer;
  }

  private void release(int buffer) {
    if (sharers.merge(buffer, -1, Integer::sum) == 0) {
      buffers.giveBack(buffer);
    }
  }

  List<TrainingStep.Backward> steps() {
    return steps;
  }

  List<Shape> gradients() {
    return buffers.shapes();
  }
}
