package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.util.Optional;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.network.NotFiniteException;
import org.convexityprobe.resnet.TrainedNetwork;

/** Works on checkpoints one by one: one that cannot be used leaves the others of a run usable. */
public final class UsableCheckpoint {
  private UsableCheckpoint() {}

  /** What is done with a checkpoint's network. */
  @FunctionalInterface
  public interface Work<T> {
    T on(TrainedNetwork network) throws IOException;
  }

  /**
   * Reads a checkpoint and works on it.
   *
   * @param listener told if the file cannot be read, or holds or gives numbers that are not finite
   * @return what the work gives, or nothing if the checkpoint cannot be used
   * @throws IOException if the work fails to read or write other files
   */
  public static <T> Optional<T> use(
      HashedFile zip, UnitContext context, CheckpointListener listener, Work<T> work)
      throws IOException {
    TrainedNetwork network;
    try {
      network = context.get(zip.network());
    } catch (IOException | NotFiniteException e) {
      listener.checkpointFailed(zip.path(), e);
      return Optional.empty();
    }
    try {
      return Optional.of(work.on(network));
    } catch (NotFiniteException e) {
      listener.checkpointFailed(zip.path(), e);
      return Optional.empty();
    }
  }
}
