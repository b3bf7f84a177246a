package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.LossConfig;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.work.InputFile;
import org.convexityprobe.experiment.work.Resource;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.network.NetworkGradient;
import org.convexityprobe.network.NetworkHessian;
import org.convexityprobe.resnet.TrainedNetwork;

/**
 * The loss of networks that is measured, and how it is computed.
 *
 * @param data where the images come from
 * @param loss which loss
 * @param defaultImages how many images it is a mean over where {@code loss} leaves that open
 * @param compute how it is computed
 */
public record LossSource(
    DataConfig data, LossConfig loss, int defaultImages, ComputeConfig compute) {
  /** Returns the loss of surfaces and paths. */
  public static LossSource of(DataConfig data, LossConfig loss, ComputeConfig compute) {
    return new LossSource(data, loss, LossConfig.DEFAULT_IMAGES, compute);
  }

  /** Returns the loss of lines. */
  static LossSource of(DataConfig data, ProbeConfig probe, ComputeConfig compute) {
    return new LossSource(data, probe.loss(), probe.defaultImages(), compute);
  }

  /** Returns the images of each network. */
  public Resource<ProbeImages> images() {
    return new Images(data, loss, defaultImages);
  }

  /** Returns the files that losses of networks take. */
  public List<InputFile> inputs(List<HashedFile> checkpoints) {
    List<InputFile> inputs = new ArrayList<>();
    checkpoints.forEach(checkpoint -> inputs.add(checkpoint.input()));
    if (!data.path().isEmpty()) {
      inputs.add(new InputFile(data.path()));
    }
    return inputs;
  }

  /**
   * Returns the checksums of what decides losses beside the zips: descriptions and labels of
   * checkpoints, and the training images where they come from files.
   *
   * @return by the paths of files
   * @throws IOException if a file cannot be read
   */
  public Map<String, String> checksums(List<HashedFile> checkpoints, UnitContext context)
      throws IOException {
    Map<String, String> checksums = new TreeMap<>();
    for (HashedFile checkpoint : checkpoints) {
      checksums.putAll(CheckpointHashes.beside(Path.of(checkpoint.path())));
    }
    if (!data.path().isEmpty()) {
      checksums.put(data.path(), context.get(images()).checksum());
    }
    return checksums;
  }

  /** Returns the loss of one network, at parameters that may be chosen. */
  public Resource<OpenCheckpoint> of(HashedFile checkpoint) {
    return new Open(this, checkpoint);
  }

  /** Returns the parameters of one network, with recomputed statistics where the loss asks so. */
  public Resource<float[]> weightsOf(HashedFile checkpoint) {
    return new Weights(this, checkpoint);
  }

  /** Returns the gradient of the loss of one network. */
  Resource<NetworkGradient> gradientOf(HashedFile checkpoint) {
    return new Gradient(this, checkpoint);
  }

  /** Returns the Hessian of the loss of one network. */
  public Resource<NetworkHessian> hessianOf(HashedFile checkpoint) {
    return new Hessian(this, checkpoint);
  }

  private record Images(DataConfig data, LossConfig loss, int defaultImages)
      implements Resource<ProbeImages> {
    @Override
    public ProbeImages open(UnitContext context) {
      String path = data.path();
      DataConfig here = path.isEmpty() ? data : data.from(context.file(path).toString());
      return new ProbeImages(here, loss, defaultImages);
    }
  }

  private record Weights(LossSource source, HashedFile checkpoint) implements Resource<float[]> {
    @Override
    public float[] open(UnitContext context) throws IOException {
      source.compute.apply();
      TrainedNetwork network = context.get(checkpoint.network());
      ProbeImages.Selection selection = context.get(source.images()).of(network.description());
      return CheckpointLoss.weights(
          network, selection, source.loss, source.compute.at(context.place()));
    }
  }

  private record Open(LossSource source, HashedFile checkpoint)
      implements Resource<OpenCheckpoint> {
    @Override
    public OpenCheckpoint open(UnitContext context) throws IOException {
      TrainedNetwork network = context.get(checkpoint.network());
      ProbeImages.Selection selection = context.get(source.images()).of(network.description());
      float[] weights = context.get(source.weightsOf(checkpoint));
      return new OpenCheckpoint(
          network,
          selection,
          weights,
          CheckpointLoss.open(network, selection, source.loss, source.compute.at(context.place())));
    }
  }

  private record Gradient(LossSource source, HashedFile checkpoint)
      implements Resource<NetworkGradient> {
    @Override
    public NetworkGradient open(UnitContext context) throws IOException {
      TrainedNetwork network = context.get(checkpoint.network());
      ProbeImages.Selection selection = context.get(source.images()).of(network.description());
      return CheckpointLoss.gradient(
          network, selection, source.loss, source.compute.at(context.place()));
    }
  }

  private record Hessian(LossSource source, HashedFile checkpoint)
      implements Resource<NetworkHessian> {
    @Override
    public NetworkHessian open(UnitContext context) throws IOException {
      TrainedNetwork network = context.get(checkpoint.network());
      ProbeImages.Selection selection = context.get(source.images()).of(network.description());
      return CheckpointLoss.hessian(
          network, selection, source.loss, source.compute.at(context.place()));
    }
  }
}
