package org.convexityprobe.resnet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.NumpyWriter;
import org.convexityprobe.landscape.Direction;
import org.convexityprobe.landscape.DirectionSampler;
import org.convexityprobe.landscape.LineScanner;
import org.convexityprobe.landscape.NormalizationDirection;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.landscape.SampledLineFunction;
import org.convexityprobe.landscape.ScanGrid;
import org.convexityprobe.landscape.ScanSettings;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.LossSpec;
import org.convexityprobe.network.NetworkFunction;
import org.convexityprobe.network.NetworkLine;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Writes the loss of each of many images at every point that the scan of one line of a trained
 * network evaluates: a population whose length is known, for tests of what a part of it says.
 * Losses are rounded to single precision, which keeps the file small.
 *
 * <p>{@code resnet20-line.npz} was made with the arguments {@code resnet20-identity 1500 25
 * src/test/resources/org/convexityprobe/landscape/resnet20-line.npz}, and the variables that {@link
 * GoldenNetwork} names.
 */
final class LineLosses {
  private static final int THREADS = 2;
  private static final int BATCH = 125;
  private static final long SEED = 7;

  private LineLosses() {}

  /** Takes the network's name, the number of images, that of points, and the file to write. */
  public static void main(String[] arguments) throws IOException {
    GoldenNetwork network = new GoldenNetwork(arguments[0]);
    ImageSet images = network.images().train().subset(Integer.parseInt(arguments[1]), SEED);
    ParameterLayout layout = network.layout(new NoOp());
    float[] weights = network.parameters(layout);
    Direction direction =
        new DirectionSampler(layout, NormalizationDirection.RANDOM, 1).draw(weights, 0);
    SortedMap<Double, double[]> losses = new TreeMap<>();
    try (NetworkFunction function =
        Execution.NATIVE.function(
            network.configuration(new NoOp()),
            new LossSpec(network.normalization().apply(images), BATCH, false),
            THREADS)) {
      NetworkLine line = new NetworkLine(function, images.labels(), weights, direction);
      ScanGrid grid = new ScanGrid(1, Integer.parseInt(arguments[2]));
      double length =
          new LineScanner(ScanSettings.DEFAULT.withGrid(grid))
              .scan(0, recording(line, losses))
              .length();
      System.out.printf(Locale.ROOT, "L %.4f, %d points%n", length, losses.size());
    }
    write(Path.of(arguments[3]), images, losses);
  }

  private static SampledLineFunction recording(
      NetworkLine line, SortedMap<Double, double[]> losses) {
    return new SampledLineFunction() {
      @Override
      public double[] samplesAt(double lambda) {
        double[] rounded = Arrays.stream(line.samplesAt(lambda)).map(x -> (float) x).toArray();
        losses.put(lambda, rounded);
        return rounded;
      }

      @Override
      public double resolution() {
        return line.resolution();
      }
    };
  }

  private static void write(Path file, ImageSet images, SortedMap<Double, double[]> losses)
      throws IOException {
    AtomicFile.write(
        file,
        stream -> {
          NumpyWriter archive = new NumpyWriter(stream);
          archive.add("lambdas", losses.keySet().stream().mapToDouble(x -> x).toArray());
          archive.add("labels", Arrays.stream(images.labels()).asDoubleStream().toArray());
          archive.add(
              "losses",
              List.of(losses.size(), images.count()),
              losses.values().stream().flatMapToDouble(Arrays::stream).toArray());
          archive.finish();
        });
  }
}
