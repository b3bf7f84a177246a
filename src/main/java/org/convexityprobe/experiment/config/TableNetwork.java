package org.convexityprobe.experiment.config;

import java.util.Locale;
import org.convexityprobe.resnet.Shortcut;

/**
 * One network of a table.
 *
 * @param model its layers
 * @param seed the seed of its training
 */
public record TableNetwork(ModelConfig model, long seed) {
  /** Returns a short description such as {@code ResNet-20, k = 2, projection shortcut, seed 1}. */
  public String describe() {
    return "%s, seed %d".formatted(model.describe(), seed);
  }

  /** Returns the name of its folders, such as {@code resnet20-k2-seed1}. */
  public String folderName() {
    String shortcut =
        model.shortcut() == Shortcut.PROJECTION
            ? ""
            : "-" + model.shortcut().name().toLowerCase(Locale.ROOT);
    return String.format(
        Locale.ROOT, "resnet%d-k%d%s-seed%d", model.depth(), model.width(), shortcut, seed);
  }
}
