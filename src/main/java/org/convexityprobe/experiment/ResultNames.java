package org.convexityprobe.experiment;

import java.util.Set;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.Shortcut;

/** The names of checkpoints in file names and above charts. */
public final class ResultNames {
  private ResultNames() {}

  /** Returns a name such as {@code resnet20-k2-seed1-epoch-100}; without seed if it is unknown. */
  public static String stem(Checkpoint description) {
    String network =
        description.architecture() instanceof ResNetArchitecture known
            ? "resnet%d-k%d%s"
                .formatted(
                    known.depth(),
                    known.width(),
                    known.shortcut() == Shortcut.NONE ? "-noskip" : "")
            : description.architecture().describe().replaceAll("[^\\p{L}\\p{N}._]+", "-");
    return network
        + (description.seed() == null ? "" : "-seed" + description.seed())
        + (description.epoch() == null ? "" : "-epoch-%03d".formatted(description.epoch()));
  }

  /** Returns a title such as {@code ResNet-20, k = 2, seed 1, epoch 100}. */
  public static String title(Checkpoint description) {
    String network =
        description.architecture() instanceof ResNetArchitecture known
            ? "ResNet-%d, k = %d%s"
                .formatted(
                    known.depth(),
                    known.width(),
                    known.shortcut() == Shortcut.NONE ? ", no shortcuts" : "")
            : description.architecture().describe();
    return network
        + (description.seed() == null ? "" : ", seed " + description.seed())
        + (description.epoch() == null ? "" : ", epoch " + description.epoch());
  }

  /** Returns the name, with a number behind it where it is taken. */
  public static String unique(String name, Set<String> taken) {
    String unique = name;
    for (int i = 2; taken.contains(unique); i++) {
      unique = name + "-" + i;
    }
    return unique;
  }
}
