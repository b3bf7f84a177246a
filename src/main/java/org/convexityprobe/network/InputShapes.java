package org.convexityprobe.network;

import org.convexityprobe.data.ImageShape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** The shapes of arrays of images that DL4J's graphs take. */
final class InputShapes {
  private InputShapes() {}

  /**
   * Returns [images, channels, height, width], or [images, numbers] where a graph takes vectors.
   */
  static long[] of(ComputationGraphConfiguration configuration, ImageShape shape, int images) {
    String input = configuration.getNetworkInputs().get(0);
    boolean vectors =
        configuration.getVertexInputs().entrySet().stream()
            .filter(entry -> entry.getValue().contains(input))
            .anyMatch(entry -> takesVectors(configuration.getVertices().get(entry.getKey())));
    return vectors ? new long[] {images, shape.length()} : shape.array(images);
  }

  private static boolean takesVectors(GraphVertex vertex) {
    if (!(vertex instanceof LayerVertex layer)) {
      return false;
    }
    Layer first = layer.getLayerConf().getLayer();
    boolean dense = first instanceof DenseLayer || first instanceof BaseOutputLayer;
    return layer.getPreProcessor() == null
        ? dense
        : layer.getPreProcessor() instanceof FeedForwardToCnnPreProcessor;
  }
}
