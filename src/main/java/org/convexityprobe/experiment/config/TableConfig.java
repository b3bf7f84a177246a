package org.convexityprobe.experiment.config;

import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.resnet.DenseInitialization;
import org.convexityprobe.resnet.Shortcut;
import org.convexityprobe.resnet.TrainingSettings;

/**
 * A grid of networks that are trained and probed alike: one table of the papers.
 *
 * @param title what the table shows
 * @param depths depths of the grid, each once
 * @param widths width multipliers of the grid, each once
 * @param shortcut the shortcut of all networks
 * @param denseInitialization how the dense layer of all networks starts
 * @param data the images
 * @param training the recipe and its seeds; its checkpoint epochs are the rows of the table
 * @param probe how checkpoints are probed
 * @param compute how it is computed
 */
public record TableConfig(
    String title,
    List<Integer> depths,
    List<Integer> widths,
    Shortcut shortcut,
    DenseInitialization denseInitialization,
    DataConfig data,
    TableTraining training,
    ProbeConfig probe,
    ComputeConfig compute) {
  /** Checks that the grid is not empty, and that each network is in it once. */
  public TableConfig {
    depths = List.copyOf(depths);
    widths = List.copyOf(widths);
    if (depths.isEmpty() || widths.isEmpty()) {
      throw new IllegalArgumentException(
          "%s is empty; expected at least one".formatted(depths.isEmpty() ? "depths" : "widths"));
    }
    requireEachOnce("depths", depths);
    requireEachOnce("widths", widths);
  }

  /** The same network twice would be refused only when the table is made of its lengths. */
  private static void requireEachOnce(String key, List<Integer> values) {
    if (values.stream().distinct().count() < values.size()) {
      throw new IllegalArgumentException("%s is %s; expected each once".formatted(key, values));
    }
  }

  /** Returns a grid of one network by the papers' recipe, to lay a configuration over. */
  public static TableConfig defaults() {
    return new TableConfig(
        "Convexity length of networks",
        List.of(20),
        List.of(1),
        Shortcut.PROJECTION,
        DenseInitialization.KAIMING,
        DataConfig.DEFAULT,
        TableTraining.of(TrainingSettings.PAPER),
        ProbeConfig.DEFAULT,
        ComputeConfig.defaults());
  }

  /** Returns the networks of the grid, narrow ones first. */
  public List<TableNetwork> networks() {
    List<TableNetwork> networks = new ArrayList<>();
    for (int width : widths) {
      for (int depth : depths) {
        for (long seed : training.seeds()) {
          networks.add(new TableNetwork(model(depth, width), seed));
        }
      }
    }
    return networks;
  }

  private ModelConfig model(int depth, int width) {
    return new ModelConfig(depth, width, null, null, shortcut, denseInitialization);
  }

  /** Returns the training run of one network of the grid. */
  public TrainConfig trainConfig(TableNetwork network) {
    return new TrainConfig(
        network.model(), data, training.recipe().withSeed(network.seed()), compute);
  }
}
