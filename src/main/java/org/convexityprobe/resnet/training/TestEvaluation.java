package org.convexityprobe.resnet.training;

import org.convexityprobe.data.ImageSet;
import org.convexityprobe.network.CrossEntropy;
import org.convexityprobe.network.LossSpec;
import org.convexityprobe.network.NetworkFunction;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Loss and accuracy on the test images, with batch-norm on its running statistics. */
final class TestEvaluation implements AutoCloseable {
  /** Mean cross-entropy, and accuracy in percent; null without test images. */
  record Outcome(Double loss, Double accuracy) {}

  /** Null without test images. */
  private final NetworkFunction function;

  private final int[] labels;

  TestEvaluation(Trainer.Plan plan, ComputationGraphConfiguration configuration) {
    ImageSet images = plan.dataset().test();
    labels = images.labels();
    function =
        labels.length == 0
            ? null
            : plan.execution()
                .function(
                    configuration,
                    new LossSpec(
                        plan.normalization().apply(images), plan.settings().batchSize(), false),
                    plan.threads());
  }

  Outcome evaluate(ComputationGraph graph) {
    if (function == null) {
      return new Outcome(null, null);
    }
    double[] logits = function.logits(graph.params().ravel().toFloatVector());
    double sum = 0;
    for (double loss : CrossEntropy.losses(logits, labels)) {
      sum += loss;
    }
    return new Outcome(
        sum / labels.length, 100.0 * CrossEntropy.correct(logits, labels) / labels.length);
  }

  @Override
  public void close() {
    if (function != null) {
      function.close();
    }
  }
}
