package org.convexityprobe.resnet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.convexityprobe.data.Tensor;

/** Recognises networks by their tensors that are residual networks, but not of the kind here. */
final class OtherNetworks {
  private static final Pattern BLOCK = Pattern.compile("layer(\\d{1,4})\\.(\\d{1,4})\\..+");
  private static final Pattern THIRD = Pattern.compile("layer\\d+\\.\\d+\\.conv3\\.weight");

  private final WeightFile weights;

  private OtherNetworks(WeightFile weights) {
    this.weights = weights;
  }

  /** Returns what was found and what was expected, or nothing where no other network is known. */
  static Optional<String> find(WeightFile weights) {
    return Optional.ofNullable(new OtherNetworks(weights).find());
  }

  private String find() {
    Map<String, Tensor> tensors = weights.tensors();
    Optional<String> third =
        tensors.keySet().stream().filter(name -> THIRD.matcher(name).matches()).findFirst();
    if (third.isPresent()) {
      return "it has %s, as bottleneck blocks of three convolutions have (ResNet-50, ResNeXt); expected basic blocks of two"
          .formatted(third.get());
    }
    TreeSet<Integer> segments = new TreeSet<>();
    for (String name : tensors.keySet()) {
      Matcher block = BLOCK.matcher(name);
      if (block.matches()) {
        segments.add(Integer.valueOf(block.group(1)));
      }
    }
    if (segments.size() > ResNetArchitecture.SEGMENTS) {
      return "it has %d groups of blocks (%s), as ResNet-18 and other networks for ImageNet have; expected three: layer1, layer2 and layer3"
          .formatted(
              segments.size(),
              segments.stream().map(number -> "layer" + number).collect(Collectors.joining(", ")));
    }
    return preActivated();
  }

  /** A batch-norm before its convolution has the channels of what enters the block. */
  private String preActivated() {
    List<Integer> norm = shape("layer2.0.bn1.weight");
    List<Integer> convolution = shape("layer2.0.conv1.weight");
    boolean before =
        norm.size() == 1
            && convolution.size() == 4
            && !norm.get(0).equals(convolution.get(0))
            && norm.get(0).equals(convolution.get(1));
    if (before || weights.names().isPreActivated()) {
      return "its blocks begin with a batch-norm (%s), as those of pre-activation networks (He et al. 2016, Identity Mappings; Wide ResNets) do; expected the batch-norm after each convolution"
          .formatted(
              before
                  ? "layer2.0.bn1 has %s channels, layer2.0.conv1 gives %s"
                      .formatted(norm.get(0), convolution.get(0))
                  : "the first layer of a block has running statistics");
    }
    return wide();
  }

  private String wide() {
    List<Integer> first = shape("conv1.weight");
    List<Integer> block = shape("layer1.0.conv1.weight");
    if (first.size() != 4 || block.size() != 4) {
      return null;
    }
    if (first.get(2) != 3 || first.get(3) != 3) {
      return "conv1.weight has shape %s, a kernel of %d × %d; expected 3 × 3"
          .formatted(first, first.get(2), first.get(3));
    }
    if (!first.get(0).equals(block.get(0))) {
      return "conv1.weight has %d channels and layer1.0.conv1.weight %d; expected as many, since width multiplies every layer"
          .formatted(first.get(0), block.get(0));
    }
    return null;
  }

  private List<Integer> shape(String name) {
    Tensor tensor = weights.tensors().get(name);
    return tensor == null ? List.of() : tensor.shape();
  }
}
