package org.convexityprobe.resnet.training;

import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.landscape.ParameterLayout.Tensor;
import org.convexityprobe.network.GraphLayout;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;

/**
 * Neighbouring parameters that follow {@link HeavyBall} with the same decay, and whose velocities
 * are neighbours in the updater's state too. Running statistics, which have no velocities, are in
 * none.
 *
 * @param parameters where they begin in the flat parameter vector
 * @param velocities where their velocities begin in the updater's state
 * @param length how many they are
 * @param decay c of the weight decay
 */
record HeavyBallRun(int parameters, int velocities, int length, float decay) {
  /** Returns the runs of a graph, in the order of its updater's state. */
  static List<HeavyBallRun> of(ComputationGraph graph, WeightDecay.Coefficients decay) {
    List<Tensor> tensors = GraphLayout.layout(graph).tensors();
    List<HeavyBallRun> runs = new ArrayList<>();
    for (UpdaterBlock block : graph.getUpdater().getUpdaterBlocks()) {
      if (!(block.getGradientUpdater().getConfig() instanceof HeavyBall)) {
        continue;
      }
      for (Tensor tensor : tensors) {
        if (tensor.offset() < block.getParamOffsetStart()
            || tensor.offset() >= block.getParamOffsetEnd()) {
          continue;
        }
        int velocity =
            block.getUpdaterViewOffsetStart() + tensor.offset() - block.getParamOffsetStart();
        append(runs, tensor, velocity, (float) decay.of(tensor));
      }
    }
    return runs;
  }

  private static void append(List<HeavyBallRun> runs, Tensor tensor, int velocity, float decay) {
    int end = runs.size() - 1;
    if (end >= 0 && runs.get(end).precedes(tensor.offset(), velocity, decay)) {
      HeavyBallRun last = runs.get(end);
      runs.set(
          end,
          new HeavyBallRun(
              last.parameters(), last.velocities(), last.length() + tensor.length(), decay));
    } else {
      runs.add(new HeavyBallRun(tensor.offset(), velocity, tensor.length(), decay));
    }
  }

  private boolean precedes(int parameter, int velocity, float otherDecay) {
    return parameters + length == parameter
        && velocities + length == velocity
        && decay == otherDecay;
  }
}
