package org.convexityprobe.experiment;

import java.util.Set;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.Shortcut;

/** The names of checkpoints in file names and above charts. */
public final class ResultNames {
  private ResultNames() {}

  /** Returns a name such as {@code resnet20-k2-seed1-epoch-100}; without seed if it is unknown. */
  public static String stem(Checkpoint description) {
    return "resnet%d-k%d%s%s-epoch-%03d"
        .formatted(
            description.architecture().depth(),
            description.architecture().width(),
            description.architecture().shortcut() == Shortcut.NONE ? "-noskip" : "",
            description.training() == null ? "" : "-seed" + description.training().seed(),
            description.epoch());
  }

  /** Returns a title such as {@code ResNet-20, k = 2, seed 1, epoch 100}. */
  public static String title(Checkpoint description) {
    return "ResNet-%d, k = %d%s%s, epoch %d"
        .formatted(
            description.architecture().depth(),
            description.architecture().width(),
            description.architecture().shortcut() == Shortcut.NONE ? ", no shortcuts" : "",
            description.training() == null ? "" : ", seed " + description.training().seed(),
            description.epoch());
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
