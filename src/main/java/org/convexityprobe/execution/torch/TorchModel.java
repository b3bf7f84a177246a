package org.convexityprobe.execution.torch;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** A network on libtorch at parameters that may be chosen. */
interface TorchModel extends AutoCloseable {
  /** Returns the length of the flat parameter vector. */
  int parameters();

  /** Returns the shape of a batch of so many images, as the network takes it. */
  long[] input(int images);

  /**
   * Returns the network at a parameter vector; points that were asked for before are void then.
   *
   * @param flat the vector on its device
   * @param gradients whether gradients will be asked for
   */
  Point at(Tensor flat, boolean gradients);

  @Override
  void close();

  /** A network at one parameter vector. */
  interface Point {
    /** Returns the logits of a batch, [images, classes], in double precision on the host. */
    Tensor logits(Tensor images);

    /** Returns the tensors that have gradients. */
    TensorVector leaves();

    /** Returns where they lie in the flat vector. */
    List<ParameterTensors.Part> learnt();
  }
}
