package org.convexityprobe.execution.torch;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** A TorchScript network as the evaluator takes it; closes its module. */
final class ModuleModel implements TorchModel {
  private final ScriptModule module;
  private final long[] image;
  private final List<ParameterTensors.Part> parts;

  /**
   * Takes a module over.
   *
   * @param image shape of one image, as the network takes it
   */
  ModuleModel(ScriptModule module, long... image) {
    this.module = module;
    this.image = image.clone();
    this.parts =
        module.parameters().stream()
            .filter(each -> each.kind() != ScriptModule.Parameter.Kind.STATISTIC)
            .map(each -> new ParameterTensors.Part(each.offset(), each.sides(), false))
            .toList();
  }

  @Override
  public int parameters() {
    return module.length();
  }

  @Override
  public long[] input(int images) {
    long[] shape = new long[image.length + 1];
    shape[0] = images;
    System.arraycopy(image, 0, shape, 1, image.length);
    return shape;
  }

  @Override
  public Point at(Tensor flat, boolean gradients) {
    module.set(flat);
    TensorVector leaves = gradients ? module.leaves() : new TensorVector();
    return new Point() {
      @Override
      public Tensor logits(Tensor images) {
        return TorchNetwork.host(module.logits(images));
      }

      @Override
      public TensorVector leaves() {
        return leaves;
      }

      @Override
      public List<ParameterTensors.Part> learnt() {
        return parts;
      }
    };
  }

  @Override
  public void close() {
    module.close();
  }
}
