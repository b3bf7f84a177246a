/**
 * Readers, augmentation, synthetic sets, verified downloads and tensor files.
 *
 * <p>Images: start at {@link org.convexityprobe.data.Cifar10} or {@link
 * org.convexityprobe.data.SyntheticImages}, which give an {@link
 * org.convexityprobe.data.ImageDataset}; {@link org.convexityprobe.data.ImageBatches} turns one of
 * its splits into training batches, {@link org.convexityprobe.data.Normalization#apply} into one
 * plain array for probing. Pixels are kept as they were stored, mostly as bytes; floats exist only
 * batch by batch.
 *
 * <p>Tensors: {@link org.convexityprobe.data.TensorFile} reads and writes safetensors and NumPy
 * files; {@link org.convexityprobe.data.NumpyFile} and {@link org.convexityprobe.data.NumpyWriter}
 * serve matrices too. The readers are the project's own, since such files come from anywhere: the
 * library at hand (org.jetbrains.bio:npy 0.3.5) sizes arrays by header fields that it does not
 * check, fails by unchecked exceptions, and knows neither 16-bit numbers nor column-major order;
 * for safetensors there is none.
 *
 * <p>Downloads: {@link org.convexityprobe.data.Cifar10Download}, on {@link
 * org.convexityprobe.data.VerifiedDownload}.
 */
package org.convexityprobe.data;
