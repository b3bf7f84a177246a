package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.convexityprobe.data.Checksum;
import org.convexityprobe.data.matrix.DenseMatrix;
import org.convexityprobe.data.matrix.NumpyMatrices;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.landscape.AdaptiveScanner;
import org.convexityprobe.landscape.AdaptiveSettings;
import org.convexityprobe.landscape.LineFunction;
import org.convexityprobe.landscape.LineNoise;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.LineScanner;
import org.convexityprobe.landscape.OutwardScan;
import org.convexityprobe.landscape.PopulationFunction;
import org.convexityprobe.landscape.SampledLineFunction;
import org.convexityprobe.landscape.ScanSettings;
import org.convexityprobe.network.EvaluationLog;
import org.convexityprobe.network.NetworkPopulation;
import org.convexityprobe.network.Way;
import org.convexityprobe.nmf.Proportion;
import org.convexityprobe.resnet.TrainedNetwork;

/**
 * Scans one line of a network plainly on all its training images, and many times adaptively, each
 * time with the images in another random order; see {@code bench/README.md}. The loss of each image
 * at each point is computed once and kept in a folder, so that a run that is stopped goes on.
 */
final class AdaptiveBenchmark {
  private static final String LOSSES = "losses";

  /** A mean over so few images has no less noise than that over all. */
  private static final int NOISE_IMAGES = 512;

  private AdaptiveBenchmark() {}

  /** The losses of all images along a line, computed where they are not in a folder yet. */
  private static final class KeptLosses implements PopulationFunction {
    private final PopulationFunction line;
    private final Path folder;
    private final int[] all;
    private final Map<Double, double[]> known = new HashMap<>();

    KeptLosses(PopulationFunction line, Path folder) {
      this.line = line;
      this.folder = folder;
      this.all = IntStream.range(0, line.size()).toArray();
    }

    @Override
    public int size() {
      return all.length;
    }

    @Override
    public double resolution() {
      return line.resolution();
    }

    @Override
    public double[] termsAt(double lambda, int[] members) {
      double[] losses = at(lambda);
      return Arrays.stream(members).mapToDouble(member -> losses[member]).toArray();
    }

    double[] at(double lambda) {
      return known.computeIfAbsent(lambda, this::kept);
    }

    private double[] kept(double lambda) {
      Path file = folder.resolve("%016x.npz".formatted(Double.doubleToLongBits(lambda)));
      try {
        if (!Files.exists(file)) {
          double[] losses = line.termsAt(lambda, all);
          NumpyMatrices.write(file, Map.of(LOSSES, new DenseMatrix(1, losses.length, losses)));
          System.err.printf(Locale.ROOT, "λ = %.4f: %.6f%n", lambda, mean(losses));
        }
        return NumpyMatrices.readAll(file).get(LOSSES).values();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static double mean(double[] losses) {
      return SampledLineFunction.mean(losses);
    }

    LineFunction mean() {
      return function(lambda -> mean(at(lambda)));
    }

    /** Finds the length from the points that it depends on; the noise is that of fewer images. */
    OutwardScan.Result outwardScan(int index, ScanSettings settings) {
      int[] few = Arrays.copyOf(all, NOISE_IMAGES);
      LineFunction ofFew = function(lambda -> mean(line.termsAt(lambda, few)));
      LineNoise noise = new LineScanner(settings).scan(index, ofFew).noise();
      return OutwardScan.scan(settings, noise, mean());
    }

    private LineFunction function(DoubleUnaryOperator values) {
      return new LineFunction() {
        @Override
        public double valueAt(double lambda) {
          return values.applyAsDouble(lambda);
        }

        @Override
        public double resolution() {
          return line.resolution();
        }
      };
    }
  }

  /**
   * Takes a network, its images, a line, adaptive scans, execution, threads and a folder. Without
   * adaptive scans, only the points that the length depends on are evaluated.
   */
  public static void main(String[] arguments) throws IOException {
    int line = Integer.parseInt(arguments[2]);
    int scans = Integer.parseInt(arguments[3]);
    ComputeConfig compute =
        new ComputeConfig(
            Way.valueOf(arguments[4].toUpperCase(Locale.ROOT)), Integer.parseInt(arguments[5]));
    compute.apply();
    ProbeConfig probe = ProbeConfig.DEFAULT;
    DataConfig data = new DataConfig(arguments[1], null, null, null, 1);
    HashedFile checkpoint =
        HashedFile.of(CheckpointHashes.of(List.of(Path.of(arguments[0])))).get(0);
    LinePlan plan = new LinePlan(checkpoint, data, probe, compute, null);
    try (UnitContext context = new UnitContext(compute.threads())) {
      TrainedNetwork network = context.get(checkpoint.network());
      float[] weights = context.get(plan.loss().weightsOf(checkpoint));
      LineDirections directions = context.get(plan.directions());
      ProbeImages.Selection images = context.get(plan.loss().images()).of(network.description());
      Path folder =
          Path.of(arguments[6])
              .resolve("line-%03d-%s".formatted(line, hash(checkpoint, images, compute)));
      Files.createDirectories(folder);
      try (NetworkPopulation population =
          CheckpointLoss.population(network, images, probe.loss(), compute)) {
        KeptLosses losses =
            new KeptLosses(
                population.line(weights, directions.of(line), EvaluationLog.NONE), folder);
        if (scans == 0) {
          System.out.println(losses.outwardScan(line, probe.scanSettings()).json());
        } else {
          report(line, losses, scans, probe.scanSettings());
        }
      }
    }
  }

  /**
   * Returns what tells losses of one line from those of another network, other images or another
   * execution. The number of threads decides their last bits alone.
   */
  private static String hash(
      HashedFile checkpoint, ProbeImages.Selection images, ComputeConfig compute)
      throws IOException {
    Collection<String> beside = CheckpointHashes.beside(Path.of(checkpoint.path())).values();
    return Checksum.Kind.SHA256
        .of(
            String.join(
                "\n",
                checkpoint.sha256(),
                String.join(",", beside),
                images.set(),
                images.population().checksum(),
                images.normalization().toString(),
                compute.execution().toString()))
        .substring(0, 12);
  }

  private static void report(int line, KeptLosses losses, int scans, ScanSettings settings) {
    LineScan plain = new LineScanner(settings).scan(line, losses.mean());
    double evaluations = 0;
    int wrong = 0;
    for (int seed = 1; seed <= scans; seed++) {
      AdaptiveSettings adaptive = AdaptiveSettings.DEFAULT.withSeed(seed);
      LineScan scan = new AdaptiveScanner(settings, adaptive).scan(line, losses);
      evaluations += scan.evidence().evaluations();
      if (scan.run().left() != plain.run().left() || scan.run().right() != plain.run().right()) {
        wrong++;
      }
    }
    Proportion share = Proportion.of(wrong, scans);
    double plainEvaluations = (double) settings.evaluations() * losses.size();
    System.out.printf(
        Locale.ROOT,
        "{\"line\": %d, \"images\": %d, \"length\": %.4f, \"scans\": %d, \"wrong\": %d,"
            + " \"wrong_lower\": %.4f, \"wrong_upper\": %.4f, \"fewer_evaluations\": %.2f}%n",
        line,
        losses.size(),
        plain.length(),
        scans,
        wrong,
        share.lower(),
        share.upper(),
        plainEvaluations * scans / evaluations);
  }
}
