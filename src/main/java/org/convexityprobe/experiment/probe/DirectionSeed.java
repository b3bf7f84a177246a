package org.convexityprobe.experiment.probe;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.apache.commons.codec.digest.DigestUtils;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.ResNetArchitecture;

/**
 * The seed of the directions through one network. Lines of one network at two epochs share their
 * draws and pair; lines of two networks are independent, so that the errors of their lengths add.
 * So the seed depends on that of the probe, on depth, width and shortcut, and on the seed of the
 * training, but not on the epoch. Networks of one architecture that were trained by another program
 * share their draws: their seeds are not known. For a network of another kind, its name stands for
 * its architecture.
 */
public final class DirectionSeed {
  private DirectionSeed() {}

  /** Returns the first 64 bits of the SHA-256 of what it depends on. */
  public static long of(long seed, Checkpoint network) {
    String identity =
        network.architecture() instanceof ResNetArchitecture architecture
            ? String.format(
                Locale.ROOT,
                "directions seed=%d depth=%d width=%d shortcut=%s training=%s",
                seed,
                architecture.depth(),
                architecture.width(),
                architecture.shortcut(),
                training(network))
            : String.format(
                Locale.ROOT,
                "directions seed=%d network=%s training=%s",
                seed,
                network.architecture().describe(),
                training(network));
    return ByteBuffer.wrap(DigestUtils.sha256(identity)).getLong();
  }

  private static Object training(Checkpoint network) {
    return network.seed() == null ? "unknown" : network.seed();
  }
}
