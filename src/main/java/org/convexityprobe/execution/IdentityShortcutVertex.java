package org.convexityprobe.execution;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InvalidInputTypeException;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The parameter-free shortcut of He et al. 2016, option A: keeps every {@code stride}-th pixel of
 * each row and column, and pads the channels with zeros, half of them before and half behind.
 *
 * <p>Input [images, inputChannels, height, width], output [images, outputChannels, ⌈height/stride⌉,
 * ⌈width/stride⌉]. It is the one vertex that DL4J's own do not offer.
 */
public final class IdentityShortcutVertex extends GraphVertex {
  private static final long serialVersionUID = 1L;

  private final int inputChannels;
  private final int outputChannels;
  private final int stride;

  /** Creates the vertex; the channels added must be an even number. */
  public IdentityShortcutVertex(
      @JsonProperty("inputChannels") int inputChannels,
      @JsonProperty("outputChannels") int outputChannels,
      @JsonProperty("stride") int stride) {
    if (inputChannels < 1 || outputChannels < inputChannels || stride < 1) {
      throw new IllegalArgumentException(
          "identity shortcut from %d to %d channels with stride %d: expected at least one channel, no fewer behind than before, stride ≥ 1"
              .formatted(inputChannels, outputChannels, stride));
    }
    if ((outputChannels - inputChannels) % 2 != 0) {
      throw new IllegalArgumentException(
          "identity shortcut adds %d channels; expected an even number, half on each side"
              .formatted(outputChannels - inputChannels));
    }
    this.inputChannels = inputChannels;
    this.outputChannels = outputChannels;
    this.stride = stride;
  }

  /** Returns the number of channels of the input. */
  public int getInputChannels() {
    return inputChannels;
  }

  /** Returns the number of channels of the output. */
  public int getOutputChannels() {
    return outputChannels;
  }

  /** Returns the distance, in rows and in columns, between pixels that are kept. */
  public int getStride() {
    return stride;
  }

  @Override
  public GraphVertex clone() {
    return new IdentityShortcutVertex(inputChannels, outputChannels, stride);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IdentityShortcutVertex vertex
        && vertex.inputChannels == inputChannels
        && vertex.outputChannels == outputChannels
        && vertex.stride == stride;
  }

  @Override
  public int hashCode() {
    return (inputChannels * 31 + outputChannels) * 31 + stride;
  }

  @Override
  public long numParams(boolean backprop) {
    return 0;
  }

  @Override
  public int minVertexInputs() {
    return 1;
  }

  @Override
  public int maxVertexInputs() {
    return 1;
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray paramsView,
      boolean initializeParams,
      DataType networkDatatype) {
    return new IdentityShortcut(graph, name, index, this, networkDatatype);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... vertexInputs)
      throws InvalidInputTypeException {
    if (vertexInputs.length != 1
        || !(vertexInputs[0] instanceof InputType.InputTypeConvolutional input)
        || input.getChannels() != inputChannels) {
      throw new InvalidInputTypeException(
          "identity shortcut expects one convolutional input of "
              + inputChannels
              + " channels, found "
              + java.util.Arrays.toString(vertexInputs));
    }
    return InputType.convolutional(
        reduced(input.getHeight()), reduced(input.getWidth()), outputChannels);
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputTypes) {
    return new LayerMemoryReport.Builder(
            null, IdentityShortcutVertex.class, inputTypes[0], getOutputType(-1, inputTypes))
        .standardMemory(0, 0)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(0, 0)
        .build();
  }

  /** Returns the side of the output for one side of the input. */
  long reduced(long side) {
    return (side + stride - 1) / stride;
  }
}
