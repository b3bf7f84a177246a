package org.convexityprobe.resnet.training;

import org.convexityprobe.execution.dl4j.CompiledGraph;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.landscape.ParameterLayout.Tensor;
import org.convexityprobe.network.GraphLayout;
import org.convexityprobe.resnet.TrainingSettings;
import org.convexityprobe.resnet.TrainingSettings.DecayedParameters;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Adds c·w to the gradient before momentum, for all learnable parameters or for weights alone: the
 * weight decay of the papers and of PyTorch's SGD. DL4J's own never touches batch-norm or biases.
 *
 * <p>A listener, because DL4J's solver calls listeners between the gradient and the update, and so
 * the model stays as it is. DL4J keeps gradients summed over the batch there and divides them
 * afterwards, hence the factor. Compiled graphs decay within {@link FusedHeavyBall}.
 */
public final class WeightDecay extends BaseTrainingListener {
  /**
   * How strongly each tensor decays.
   *
   * @param coefficient c
   * @param weightsOnly whether biases, γ and β are left out
   */
  public record Coefficients(double coefficient, boolean weightsOnly) {
    /** Returns what a recipe says. */
    static Coefficients of(TrainingSettings settings) {
      return new Coefficients(
          settings.weightDecay(), settings.weightDecayOn() == DecayedParameters.WEIGHTS);
    }

    /** Returns c of a tensor; running statistics are not learnt and have none. */
    double of(Tensor tensor) {
      boolean decays =
          weightsOnly ? tensor.role() == Role.FILTERS : tensor.role() != Role.STATISTIC;
      return decays ? coefficient : 0;
    }
  }

  private final INDArray coefficients;

  WeightDecay(ComputationGraph graph, Coefficients decay) {
    ParameterLayout layout = GraphLayout.layout(graph);
    coefficients = Nd4j.create(graph.params().dataType(), 1, layout.length());
    for (Tensor tensor : layout.tensors()) {
      int end = tensor.offset() + tensor.length();
      coefficients
          .get(NDArrayIndex.all(), NDArrayIndex.interval(tensor.offset(), end))
          .assign(decay.of(tensor));
    }
  }

  /** Makes the parameters of a graph decay in every step. */
  public static void addTo(ComputationGraph graph, Coefficients decay) {
    if (graph instanceof CompiledGraph && FusedHeavyBall.suits(graph)) {
      graph.setUpdater(new FusedHeavyBall(graph, decay));
    } else {
      graph.addListeners(new WeightDecay(graph, decay));
    }
  }

  @Override
  public void onGradientCalculation(Model model) {
    INDArray gradient = ((ComputationGraph) model).getFlattenedGradients();
    gradient.addi(
        model.params().mul(coefficients).muli(model.batchSize()).reshape(gradient.shape()));
  }
}
