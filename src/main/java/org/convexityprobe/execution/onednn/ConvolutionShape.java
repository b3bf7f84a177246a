package org.convexityprobe.execution.onednn;

import org.convexityprobe.execution.plan.Node;
import org.convexityprobe.execution.plan.Window;

/**
 * What a convolution does, whatever the layout of its tensors.
 *
 * @param name for messages
 * @param window size, stride, dilation and padding of its filters
 * @param inputs input channels
 * @param outputs output channels
 */
record ConvolutionShape(String name, Window window, int inputs, int outputs) {
  static ConvolutionShape of(Node.Convolution node) {
    return new ConvolutionShape(
        node.name(), node.window(), node.input().channels(), node.output().channels());
  }
}
