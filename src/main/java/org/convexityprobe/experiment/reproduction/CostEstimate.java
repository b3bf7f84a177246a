package org.convexityprobe.experiment.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.ModelConfig;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.config.TableConfig;
import org.convexityprobe.experiment.config.TableNetwork;
import org.convexityprobe.experiment.factorization.CurvatureConfig;
import org.convexityprobe.experiment.factorization.PublishedMatrix;
import org.convexityprobe.experiment.factorization.TrajectoryConfig;
import org.convexityprobe.resnet.NetworkSummary;
import org.convexityprobe.resnet.ResNetArchitecture;

/** About how long experiments take on a machine: their arithmetic over its speed. */
public final class CostEstimate {
  /**
   * About how long a table of networks takes on a cluster.
   *
   * @param total from the first training to the last line
   * @param longest one network's training and lines: more cores do not shorten it
   */
  public record OnCluster(Duration total, Duration longest) {}

  /** A training step takes about as long as this many evaluations of its images, at any width. */
  private static final double TRAINING = 4;

  private static final int CIFAR_IMAGES = 50_000;

  /** Gradient descent needs about this many steps to the AAAI paper's stop. */
  private static final double STEPS = 1e5;

  private final MachineSpeed speed;

  /** Estimates for a machine. */
  public CostEstimate(MachineSpeed speed) {
    this.speed = speed;
  }

  /**
   * Returns about how long an experiment takes.
   *
   * @param quick whether {@code --quick} is given, without data
   */
  public Duration of(Work work, boolean quick) throws IOException {
    double seconds = quick ? work.quickSeconds() : work.fullSeconds();
    if (seconds == 0) {
      seconds = work.data() == Work.Data.IMAGES ? networks(work, quick) : matrices(work);
    }
    return seconds(seconds);
  }

  /**
   * Checks the size of a cluster.
   *
   * @throws IllegalArgumentException if there is no core for a unit of work
   */
  public static void requireCores(int cores, int threads) {
    if (threads < 1 || cores < threads) {
      throw new IllegalArgumentException(
          "%d cores with %d threads a network; expected at least 1 thread, and a core for each thread"
              .formatted(cores, threads));
    }
  }

  /**
   * Returns about how long a table of networks takes on a cluster whose cores are as fast as those
   * of this machine, or nothing if the experiment is not such a table. Trainings begin in the order
   * of their length, the longest first; the lines of all checkpoints of a network are scanned side
   * by side, and networks one after the other, as a run on a cluster does.
   *
   * @param cores number of cores
   * @param threads of a unit of work, each on a core; a unit is assumed to take as many times less
   * @throws IllegalArgumentException if there is no core for a unit
   */
  public Optional<OnCluster> on(Work work, int cores, int threads) throws IOException {
    requireCores(cores, threads);
    if (work.data() != Work.Data.IMAGES || work == Work.SURFACES) {
      return Optional.empty();
    }
    TableConfig table = networks(false).tableConfig(work);
    int lines = table.training().recipe().checkpointEpochs().size() * table.probe().lines();
    double slot = speed.evaluation() / speed.threads() * threads;
    double line = probed(table) / lines / slot;
    double training = trained(table) / slot;
    double[] sizes =
        table.networks().stream()
            .map(CostEstimate::multiplyAdds)
            .sorted(Comparator.reverseOrder())
            .mapToDouble(Double::doubleValue)
            .toArray();
    double chain = sizes[0] * (training + line);
    return Optional.of(
        new OnCluster(
            seconds(new Schedule(cores / threads, lines).makespan(sizes, training, line)),
            seconds(chain)));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofSeconds(Math.max(1, Math.round(seconds)));
  }

  private static NetworkWork networks(boolean quick) {
    return new NetworkWork(
        new Reproduction.Settings(quick, null, null, null, ComputeConfig.defaults()), Path.of(""));
  }

  private double networks(Work work, boolean quick) throws IOException {
    NetworkWork networks = networks(quick);
    TableConfig table;
    double measured;
    if (work == Work.SURFACES) {
      NetworkWork.Surfaces surfaces = networks.surfacesConfig();
      table = networks.networks(surfaces);
      measured =
          (double) surfaces.pairs()
              * surfaces.surface().points()
              * images(surfaces.loss().images(), table);
    } else {
      table = networks.tableConfig(work);
      measured = probed(table);
    }
    double multiplyAdds = table.networks().stream().mapToDouble(CostEstimate::multiplyAdds).sum();
    return (trained(table) + measured) * multiplyAdds / speed.evaluation();
  }

  /** Returns how many evaluations of an image a network's training takes as long as. */
  private static double trained(TableConfig table) {
    return TRAINING * table.training().recipe().epochs() * trainImages(table);
  }

  /** Returns how many images all lines of a network take together. */
  private static double probed(TableConfig table) {
    ProbeConfig probe = table.probe();
    int images = probe.scan() == ProbeConfig.Scan.ADAPTIVE ? 1 : images(probe.images(), table);
    return (double) table.training().recipe().checkpointEpochs().size()
        * probe.lines()
        * probe.evaluations()
        * images;
  }

  /** Returns the images in the loss: those asked for, all by default. */
  private static int images(Integer asked, TableConfig table) {
    return asked == null ? trainImages(table) : Math.min(asked, trainImages(table));
  }

  /** Returns the multiply-adds of one image through a network. */
  private static double multiplyAdds(TableNetwork network) {
    return NetworkSummary.of(cifar(network.model())).multiplyAdds();
  }

  private static ResNetArchitecture cifar(ModelConfig model) {
    return model.forImages(ImageShape.CIFAR, ResNetArchitecture.CIFAR10_CLASSES);
  }

  private static int trainImages(TableConfig table) {
    Integer images = table.data().trainImages();
    return images == null ? CIFAR_IMAGES : images;
  }

  private double matrices(Work work) {
    double optima =
        switch (work) {
          case LINES, LINES_003 -> Protocol.REPETITIONS;
          // Rows and columns are both thinned, so that a rate costs its square.
          case CURVATURE, CURVATURE_003 ->
              work.protocol().optima()
                  * CurvatureConfig.DEFAULT.rates().stream().mapToDouble(r -> r * r).sum();
          case TRAJECTORY -> TrajectoryConfig.DEFAULT.repetitions();
          default -> 1;
        };
    double step =
        Arrays.stream(PublishedMatrix.values())
            .mapToDouble(
                set ->
                    set.stepMultiplyAdds()
                        / (set.isDense() ? speed.denseStep() : speed.maskedStep()))
            .sum();
    return optima * Math.min(STEPS, work.protocol().steps()) * step;
  }
}
