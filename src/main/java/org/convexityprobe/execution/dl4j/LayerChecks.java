package org.convexityprobe.execution.dl4j;

import java.util.Arrays;
import org.convexityprobe.execution.plan.Node;
import org.convexityprobe.execution.plan.Shape;
import org.convexityprobe.execution.plan.Window;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;

/** What a DL4J layer must and must not ask for, so that its compiled form means the same. */
final class LayerChecks {
  private LayerChecks() {}

  static void require(boolean condition, String vertex, String otherwise)
      throws UnsupportedGraphException {
    if (!condition) {
      throw new UnsupportedGraphException(vertex, otherwise);
    }
  }

  static void plain(String vertex, LayerVertex graphVertex, Layer layer)
      throws UnsupportedGraphException {
    require(graphVertex.getPreProcessor() == null, vertex, "has an input pre-processor");
    require(layer.getIDropout() == null, vertex, "has dropout");
    require(
        graphVertex.getLayerConf().getDataType() == DataType.FLOAT,
        vertex,
        "computes in %s; only FLOAT is compiled"
            .formatted(graphVertex.getLayerConf().getDataType()));
    if (layer instanceof BaseLayer base) {
      require(base.getWeightNoise() == null, vertex, "has weight noise");
    }
  }

  static void convolution(String vertex, ConvolutionLayer layer, Shape input)
      throws UnsupportedGraphException {
    require(layer.getCnn2dDataFormat() == CNN2DFormat.NCHW, vertex, "data format is not NCHW");
    require(layer.getConvolutionMode() != ConvolutionMode.Causal, vertex, "causal convolution");
    require(
        layer.getNIn() == input.channels(),
        vertex,
        "expects %d channels, finds %d".formatted(layer.getNIn(), input.channels()));
    if (!(layer.getActivationFn() instanceof ActivationIdentity)) {
      rectifier(vertex, layer.getActivationFn());
    }
  }

  static Window window(ConvolutionLayer layer, Shape input) {
    int[] kernel = layer.getKernelSize();
    int[] stride = layer.getStride();
    int[] dilation = layer.getDilation();
    int[] before = layer.getPadding();
    int[] behind = before;
    if (layer.getConvolutionMode() == ConvolutionMode.Same) {
      int rows = samePadding(input.height(), kernel[0], stride[0], dilation[0]);
      int columns = samePadding(input.width(), kernel[1], stride[1], dilation[1]);
      before = new int[] {rows / 2, columns / 2};
      behind = new int[] {rows - rows / 2, columns - columns / 2};
    }
    return new Window(
        kernel[0],
        kernel[1],
        stride[0],
        stride[1],
        dilation[0],
        dilation[1],
        before[0],
        before[1],
        behind[0],
        behind[1]);
  }

  private static int samePadding(int side, int kernel, int stride, int dilation) {
    int outputs = (side + stride - 1) / stride;
    return Math.max(0, (outputs - 1) * stride + (kernel - 1) * dilation + 1 - side);
  }

  static void batchNorm(String vertex, BatchNormalization layer, Shape shape)
      throws UnsupportedGraphException {
    require(!layer.isUseLogStd(), vertex, "keeps log standard deviations; use useLogStd(false)");
    require(!layer.isLockGammaBeta(), vertex, "has locked γ and β");
    require(layer.isMinibatch(), vertex, "is not in minibatch mode");
    require(layer.getCnn2DFormat() == CNN2DFormat.NCHW, vertex, "data format is not NCHW");
    require(
        layer.getNOut() == shape.channels(),
        vertex,
        "expects %d channels, finds %d".formatted(layer.getNOut(), shape.channels()));
  }

  static void rectifier(String vertex, IActivation activation) throws UnsupportedGraphException {
    require(activation.equals(new ActivationReLU()), vertex, "activation %s".formatted(activation));
  }

  static void pooling(String vertex, GlobalPoolingLayer layer) throws UnsupportedGraphException {
    require(
        layer.getPoolingType() == PoolingType.AVG
            && layer.isCollapseDimensions()
            && (layer.getPoolingDimensions() == null
                || Arrays.equals(layer.getPoolingDimensions(), new int[] {2, 3})),
        vertex,
        "only the average over all pixels is compiled");
  }

  static void softmax(String vertex, OutputLayer layer, Node source)
      throws UnsupportedGraphException {
    require(
        layer.getActivationFn() instanceof ActivationSoftmax, vertex, "activation is not softmax");
    require(
        layer.getLossFn() instanceof LossMCXENT loss
            && (loss.getClass() == LossMCXENT.class
                || loss.getClass() == LossNegativeLogLikelihood.class)
            && loss.getWeights() == null,
        vertex,
        "loss is not plain cross-entropy");
    require(source instanceof Node.GlobalPooling, vertex, "does not follow global pooling");
    require(
        layer.getNIn() == source.output().channels(),
        vertex,
        "expects %d features, finds %d".formatted(layer.getNIn(), source.output().channels()));
  }
}
