package org.convexityprobe.execution.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class LibTorchTest {
  @Test
  void buildsWithoutItSayWhichProfileBringsIt() {
    Assumptions.assumeTrue(LibTorch.lacking().isPresent(), "this build has libtorch");
    assertThat(LibTorch.lacking().orElseThrow()).contains("mvn -P cpu,torch", "torch-gpu");
  }

  @Test
  void differentiatesTwiceInTheProcessThatHoldsNd4j() {
    Assumptions.assumeTrue(LibTorch.lacking().isEmpty(), () -> LibTorch.lacking().orElse(""));
    assertThat(Nd4j.ones(3).sumNumber().intValue()).isEqualTo(3);
    try (PointerScope scope = new PointerScope()) {
      Tensor x = torch.full(new long[] {1}, new Scalar(1.5)).to(torch.ScalarType.Double);
      x.set_requires_grad(true);
      Tensor first = gradient(x.mul(x).mul(x), x);
      // (x³)'' = 6 x; 1.5 and 9 are exact in binary.
      assertThat(gradient(first, x).item_double()).isCloseTo(9, within(0.0));
      assertThat(scope).isNotNull();
    }
  }

  private static Tensor gradient(Tensor of, Tensor by) {
    return torch
        .grad(
            new TensorVector(of),
            new TensorVector(by),
            new TensorVector(),
            new BoolOptional(true),
            true,
            false)
        .get(0);
  }
}
