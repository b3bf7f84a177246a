package org.convexityprobe.experiment;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.resnet.Checkpoint;

/** The training images of each checkpoint and the subset that it is probed on, loaded once. */
final class ProbeImages {
  /** The images that a network was trained on, and those of them that it is probed on. */
  record Selection(ImageSet population, ImageSet subset) {}

  private final DataConfig data;
  private final ProbeConfig probe;
  private final Map<Checkpoint.TrainingData, Selection> selections = new HashMap<>();

  ProbeImages(DataConfig data, ProbeConfig probe) {
    this.data = data;
    this.probe = probe;
  }

  Selection of(Checkpoint checkpoint) throws IOException {
    Checkpoint.TrainingData key = checkpoint.data();
    Selection known = selections.get(key);
    if (known == null) {
      known = select(key);
      selections.put(key, known);
    }
    return known;
  }

  private Selection select(Checkpoint.TrainingData trained) throws IOException {
    DataConfig source =
        trained == null || data.trainImages() != null
            ? data
            : data.trainedOn(trained.trainImages(), trained.seed());
    ImageDataset dataset = source.load();
    if (trained != null && !trained.name().equals(dataset.name())) {
      throw new IllegalArgumentException(
          "the network was trained on %s, but --data gives %s"
              .formatted(trained.name(), dataset.name()));
    }
    int count = probe.imagesOf(dataset.train().count());
    return new Selection(
        dataset.train(),
        count == dataset.train().count()
            ? dataset.train()
            : dataset.train().subset(count, probe.seed()));
  }
}
