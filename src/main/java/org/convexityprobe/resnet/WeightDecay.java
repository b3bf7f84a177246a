package org.convexityprobe.resnet;

import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.landscape.ParameterLayout.Tensor;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adds c·w to the gradient before momentum, for all learnable parameters or for weights alone: the
 * weight decay of the papers and of PyTorch's SGD. DL4J's own never touches batch-norm or biases.
 *
 * <p>A listener, because DL4J's solver calls listeners between the gradient and the update, and so
 * the model stays as it is. DL4J keeps gradients summed over the batch there and divides them
 * afterwards, hence the factor.
 */
final class WeightDecay extends BaseTrainingListener {
  private final INDArray coefficients;

  WeightDecay(ComputationGraph graph, double coefficient, boolean weightsOnly) {
    ParameterLayout layout = ResNetParameters.layout(graph);
    coefficients = Nd4j.create(graph.params().dataType(), 1, layout.length());
    for (Tensor tensor : layout.tensors()) {
      boolean decays =
          weightsOnly ? tensor.role() == Role.FILTERS : tensor.role() != Role.STATISTIC;
      if (decays) {
        coefficients
            .get(
                org.nd4j.linalg.indexing.NDArrayIndex.all(),
                org.nd4j.linalg.indexing.NDArrayIndex.interval(
                    tensor.offset(), tensor.offset() + tensor.length()))
            .assign(coefficient);
      }
    }
  }

  @Override
  public void onGradientCalculation(Model model) {
    INDArray gradient = ((ComputationGraph) model).getFlattenedGradients();
    gradient.addi(
        model.params().mul(coefficients).muli(model.batchSize()).reshape(gradient.shape()));
  }
}
