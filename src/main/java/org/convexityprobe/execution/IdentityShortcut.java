package org.convexityprobe.execution;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What {@link IdentityShortcutVertex} does in stock execution. */
@SuppressWarnings(
    "overrides") // DL4J declares setInputs with an array in one type, varargs in the other
final class IdentityShortcut extends BaseGraphVertex {
  private static final long serialVersionUID = 1L;

  private final IdentityShortcutVertex shape;

  IdentityShortcut(
      ComputationGraph graph,
      String name,
      int index,
      IdentityShortcutVertex shape,
      DataType dataType) {
    super(graph, name, index, null, null, dataType);
    this.shape = shape;
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public Layer getLayer() {
    return null;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
    INDArray input = inputs[0];
    INDArray output =
        workspaceMgr.create(
            ArrayType.ACTIVATIONS,
            input.dataType(),
            input.size(0),
            shape.getOutputChannels(),
            shape.reduced(input.size(2)),
            shape.reduced(input.size(3)));
    kept(output).assign(everyStride(input));
    return output;
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
    INDArray gradient =
        workspaceMgr.create(ArrayType.ACTIVATION_GRAD, inputs[0].dataType(), inputs[0].shape());
    everyStride(gradient).assign(kept(epsilon));
    return new Pair<>(null, new INDArray[] {gradient});
  }

  private INDArray everyStride(INDArray input) {
    return input.get(
        all(),
        all(),
        interval(0, shape.getStride(), input.size(2)),
        interval(0, shape.getStride(), input.size(3)));
  }

  private INDArray kept(INDArray output) {
    int before = (shape.getOutputChannels() - shape.getInputChannels()) / 2;
    return output.get(all(), interval(before, before + shape.getInputChannels()), all(), all());
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray view) {
    if (view != null) {
      throw new IllegalArgumentException("vertex " + vertexName + " has no parameters");
    }
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] maskArrays, MaskState currentMaskState, int minibatchSize) {
    return maskArrays == null || maskArrays.length == 0
        ? null
        : new Pair<>(maskArrays[0], currentMaskState);
  }

  @Override
  public String toString() {
    return "IdentityShortcut(name=\"" + vertexName + "\")";
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
