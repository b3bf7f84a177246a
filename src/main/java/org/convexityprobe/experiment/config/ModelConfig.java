package org.convexityprobe.experiment.config;

import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.resnet.DenseInitialization;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.Shortcut;

/**
 * A network to train. The images that it takes and its classes follow from the data, unless they
 * are given; then the data must have them.
 *
 * @param depth depth 6n + 2
 * @param width width multiplier
 * @param input shape of the images, or null for that of the data
 * @param classes number of classes, or null for that of the data
 * @param shortcut how blocks carry their input
 * @param denseInitialization how the weights of the dense layer start
 */
public record ModelConfig(
    int depth,
    int width,
    ImageShape input,
    Integer classes,
    Shortcut shortcut,
    DenseInitialization denseInitialization) {
  /** Checks the numbers. */
  public ModelConfig {
    new ResNetArchitecture(
        depth,
        width,
        input == null ? ImageShape.CIFAR : input,
        classes == null ? ResNetArchitecture.CIFAR10_CLASSES : classes,
        shortcut,
        denseInitialization);
  }

  /** Returns a network of a depth and width with the defaults of everything else. */
  static ModelConfig of(int depth, int width) {
    return new ModelConfig(
        depth, width, null, null, Shortcut.PROJECTION, DenseInitialization.KAIMING);
  }

  /** Returns the network for images of a shape in some classes, where nothing else is given. */
  public ResNetArchitecture forImages(ImageShape shape, int dataClasses) {
    return new ResNetArchitecture(
        depth,
        width,
        input == null ? shape : input,
        classes == null ? dataClasses : classes,
        shortcut,
        denseInitialization);
  }

  /** Returns the same network with its input and its classes resolved by a data set. */
  ModelConfig resolvedBy(ImageDataset dataset) {
    ResNetArchitecture network = forImages(dataset.shape(), dataset.classNames().size());
    return new ModelConfig(
        depth, width, network.input(), network.classes(), shortcut, denseInitialization);
  }

  /** Returns the network. */
  public ResNetArchitecture architecture() {
    return forImages(ImageShape.CIFAR, ResNetArchitecture.CIFAR10_CLASSES);
  }

  /** Returns a short description such as {@code ResNet-20, k = 2, projection shortcut}. */
  public String describe() {
    return architecture().describe();
  }
}
