package org.convexityprobe.resnet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.data.SyntheticImages;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.LossSpec;
import org.convexityprobe.network.NetworkFunction;
import org.convexityprobe.resnet.training.Trainer;
import org.convexityprobe.resnet.training.TrainingListener;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Evaluates and trains a small network many times, and prints the process's resident memory in KiB,
 * its open files and the milliseconds so far along the way. Run as a process of its own, whose heap
 * is resident from the start.
 */
final class Endurance {
  private static final ResNetArchitecture NETWORK = ResNetArchitecture.of(8, 1);
  private static final int BATCH = 4;
  private static final int STEPS_PER_EPOCH = 100;
  private static final int REPORTS = 5;

  /** More would wait for each other at every primitive where other programs have the cores. */
  private static final int THREADS = 1;

  private Endurance() {}

  /** Takes the numbers of evaluations and of training steps, and a folder to train in. */
  public static void main(String[] arguments) throws IOException {
    evaluate(Integer.parseInt(arguments[0]));
    train(Integer.parseInt(arguments[1]), Path.of(arguments[2]));
  }

  private static void evaluate(int times) throws IOException {
    ComputationGraphConfiguration configuration =
        ResNetGraph.configuration(NETWORK, 1, new NoOp(), DataType.FLOAT);
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    float[] parameters = graph.params().ravel().toFloatVector();
    ImageSet images = SyntheticImages.generate(BATCH, 1);
    Reports reports = new Reports("evaluations", times);
    try (NetworkFunction function =
        Execution.NATIVE.function(
            configuration,
            new LossSpec(Normalization.CIFAR10.apply(images), BATCH, false),
            THREADS)) {
      for (int i = 0; i < times; i++) {
        function.logits(parameters);
        reports.count();
      }
    }
  }

  /** Trains as the command does: with states on disk, test images, and epochs of some steps. */
  private static void train(int steps, Path folder) throws IOException {
    TrainingSettings paper = TrainingSettings.PAPER;
    TrainingSettings settings =
        new TrainingSettings(
            steps / STEPS_PER_EPOCH,
            List.of(0),
            BATCH,
            0.001,
            1,
            List.of(),
            0,
            paper.momentum(),
            paper.nesterov(),
            paper.weightDecay(),
            paper.weightDecayOn(),
            paper.augment(),
            paper.flip(),
            1);
    Trainer.Plan plan =
        new Trainer.Plan(
            NETWORK,
            settings,
            SyntheticImages.dataset(STEPS_PER_EPOCH * BATCH, BATCH, 1),
            1,
            Normalization.CIFAR10,
            Execution.NATIVE,
            THREADS,
            Duration.ofDays(1),
            Map.of());
    Reports reports = new Reports("steps", steps);
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void batchDone(int epoch, int batch, double loss) {
            reports.count();
          }
        };
    new Trainer(plan, folder, listener).run(() -> false);
  }

  /** Prints the state of the process after each fifth of the work. */
  private static final class Reports {
    private final String what;
    private final int times;
    private final long start = System.nanoTime();
    private int done;

    Reports(String what, int times) {
      this.what = what;
      this.times = times;
    }

    void count() {
      done++;
      if (done % (times / REPORTS) == 0) {
        System.out.printf(
            "%s %d %d %d %d%n",
            what, done, residentKibibytes(), openFiles(), (System.nanoTime() - start) / 1_000_000);
      }
    }
  }

  private static long openFiles() {
    try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
      return handles.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long residentKibibytes() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
