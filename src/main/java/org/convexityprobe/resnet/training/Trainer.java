package org.convexityprobe.resnet.training;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.data.PrefetchingBatches;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.GraphLayout;
import org.convexityprobe.network.ParameterFault;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.CheckpointFiles;
import org.convexityprobe.resnet.EpochMetrics;
import org.convexityprobe.resnet.MemoryNeed;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.ResNetGraph;
import org.convexityprobe.resnet.TrainingSettings;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * Trains a network and keeps checkpoints.
 *
 * <p>Everything random follows from the seed, the epoch and the index of an image, and the state is
 * written after every epoch, every few minutes and when asked to stop. So a run that was killed at
 * any moment goes on from its last state and ends, on as many threads, in the same bits.
 */
public final class Trainer {
  /** The file that a run resumes from. */
  public static final String STATE_FILE = "state.zip";

  private static final int BATCHES_AHEAD = 4;

  /**
   * What is trained, and how.
   *
   * @param architecture the network
   * @param settings the recipe
   * @param dataset training and test images
   * @param dataSeed seed of the subset of images, or of a synthetic set
   * @param normalization how pixels become inputs
   * @param execution how it is computed
   * @param threads threads of native kernels
   * @param stateInterval longest time between two states on disk
   * @param versions recorded in every checkpoint
   */
  public record Plan(
      ResNetArchitecture architecture,
      TrainingSettings settings,
      ImageDataset dataset,
      long dataSeed,
      Normalization normalization,
      Execution execution,
      int threads,
      Duration stateInterval,
      Map<String, String> versions) {
    /** Checks that the network fits the data. */
    public Plan {
      architecture.requireFits(dataset.name(), dataset.train());
      settings.augmentation().requireFits(dataset.shape());
      normalization.requireChannels(dataset.shape());
      versions = Map.copyOf(versions);
    }
  }

  private final Plan plan;
  private final Path folder;
  private final TrainingListener listener;
  private final Checkpoint.TrainingData trainingData;
  private ComputationGraph graph;
  private TrainingSteps steps;
  private TestEvaluation test;
  private ImageBatches previous;

  /** Prepares a run in a folder. */
  public Trainer(Plan plan, Path folder, TrainingListener listener) {
    this.plan = plan;
    this.folder = folder;
    this.listener = listener;
    this.trainingData = Checkpoint.TrainingData.of(plan.dataset(), plan.dataSeed());
  }

  /** Returns whether a folder holds the state of a run. */
  public static boolean hasState(Path folder) {
    return Files.isRegularFile(folder.resolve(STATE_FILE));
  }

  /**
   * Trains to the end, from the state in the folder if there is one.
   *
   * @param stop asked after every batch and every epoch; true writes the state and returns
   * @return true if training ended, false if it was stopped
   * @throws DivergedException if the loss, a parameter or a running statistic is no longer finite;
   *     the last state stays on disk
   * @throws IOException if a file cannot be read or written
   */
  public boolean run(BooleanSupplier stop) throws IOException {
    TrainingState state = start();
    int epochs = plan.settings().epochs();
    try (TrainingSteps taken = TrainingSteps.of(plan, graph);
        TestEvaluation evaluation = new TestEvaluation(plan, graph.getConfiguration())) {
      steps = taken;
      test = evaluation;
      listener.started(state.epoch(), epochs, batchesPerEpoch());
      while (state.epoch() < epochs) {
        TrainingState next = epoch(state, stop);
        if (next.batch() > 0) {
          return false;
        }
        state = next;
        // Its state is on disk. Where an epoch is one batch, there is no other moment to stop.
        if (state.epoch() < epochs && stop.getAsBoolean()) {
          return false;
        }
      }
    }
    return true;
  }

  private int batchesPerEpoch() {
    int batch = plan.settings().batchSize();
    return (int) ((plan.dataset().train().count() + batch - 1L) / batch);
  }

  private TrainingState start() throws IOException {
    if (plan.execution().usesHostMemory()) {
      int images = Math.max(plan.dataset().train().count(), plan.dataset().test().count());
      int batch = Math.min(plan.settings().batchSize(), images);
      MemoryNeed.require(plan.architecture(), batch, true);
    }
    TrainingState state;
    Path file = folder.resolve(STATE_FILE);
    if (Files.isRegularFile(file)) {
      TrainingState.Restored restored = restore(file);
      state = restored.state();
      graph =
          plan.execution().onKernels(restored.graph(), plan.architecture().input(), plan.threads());
    } else {
      graph = plan.execution().graph(configuration(), plan.architecture().input(), plan.threads());
      state = TrainingState.atEpoch(0, List.of());
    }
    if (state.epoch() == 0 && state.batch() == 0) {
      checkpoint(state);
    }
    return state;
  }

  private TrainingState.Restored restore(Path file) throws IOException {
    try {
      TrainingState.Restored restored =
          TrainingState.read(file, configuration(), plan.architecture());
      requirePosition(file, restored.state(), restored.graph());
      return restored;
    } catch (FileSystemException e) {
      throw e; // It could not be read at all, and may be whole.
    } catch (IOException e) {
      throw new DamagedStateException(e);
    }
  }

  private void requirePosition(Path file, TrainingState state, ComputationGraph restored)
      throws IOException {
    int epochs = plan.settings().epochs();
    int counted = restored.getConfiguration().getEpochCount();
    if (state.epoch() > epochs || state.batch() >= batchesPerEpoch() || state.epoch() != counted) {
      throw new IOException(
          "%s is at epoch %d, batch %d, its network at epoch %d; expected the same epoch, at most %d, and a batch below %d"
              .formatted(file, state.epoch(), state.batch(), counted, epochs, batchesPerEpoch()));
    }
  }

  private ComputationGraphConfiguration configuration() {
    TrainingSettings settings = plan.settings();
    MapSchedule.Builder schedule = new MapSchedule.Builder(ScheduleType.EPOCH);
    double previous = Double.NaN;
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      double rate = settings.learningRateAt(epoch);
      if (rate != previous) {
        schedule.add(epoch, rate);
        previous = rate;
      }
    }
    HeavyBall updater =
        new HeavyBall(
            settings.learningRate(), schedule.build(), settings.momentum(), settings.nesterov());
    return ResNetGraph.configuration(plan.architecture(), settings.seed(), updater, DataType.FLOAT);
  }

  /** Trains what is left of an epoch; the state returned is mid-epoch if it was stopped. */
  private TrainingState epoch(TrainingState from, BooleanSupplier stop) throws IOException {
    steps.restart(from.sums());
    long start = System.nanoTime();
    long saved = start;
    int batch = from.batch();
    ImageBatches source = batches(from);
    long waited;
    try (PrefetchingBatches batches = new PrefetchingBatches(source, BATCHES_AHEAD)) {
      while (batches.hasNext()) {
        DataSet data = batches.next();
        step(data, from.epoch());
        source.recycle(data);
        batch++;
        listener.batchDone(from.epoch(), batch, steps.lastLoss());
        boolean stopped = stop.getAsBoolean();
        boolean due = System.nanoTime() - saved > plan.stateInterval().toNanos();
        if ((stopped || due) && batches.hasNext()) {
          TrainingState state = within(from, batch, start);
          requireFinite(from.epoch());
          state.write(folder.resolve(STATE_FILE), graph);
          saved = System.nanoTime();
          if (stopped) {
            return state;
          }
        }
      }
      waited = batches.waitedNanos();
    }
    return finish(from, start, waited);
  }

  /** Returns what is left of an epoch's batches. */
  private ImageBatches batches(TrainingState from) {
    TrainingSettings settings = plan.settings();
    ImageBatches batches =
        ImageBatches.training(
                plan.dataset().train(),
                plan.normalization(),
                settings.augmentation(),
                settings.batchSize(),
                settings.seed(),
                from.epoch())
            .skip(from.batch());
    if (previous != null) {
      batches.reusing(previous);
    }
    previous = batches;
    return batches;
  }

  private void step(DataSet data, int epoch) {
    steps.step(data);
    requireFiniteLoss(epoch);
  }

  private void requireFiniteLoss(int epoch) {
    if (!Double.isFinite(steps.lastLoss())) {
      throw diverged("loss " + steps.lastLoss(), epoch);
    }
  }

  /** Checks the end of an epoch; nothing of the epoch is kept if a number is not finite. */
  private void requireFinite(int epoch, TestEvaluation.Outcome outcome) {
    requireFinite(epoch);
    if (outcome.loss() != null && !Double.isFinite(outcome.loss())) {
      throw diverged("the loss on the test images is " + outcome.loss(), epoch);
    }
  }

  /** Checks what the loss of the last batch, from before its update, does not say. */
  private void requireFinite(int epoch) {
    requireFiniteLoss(epoch);
    ParameterFault.find(GraphLayout.layout(graph), graph.params().ravel().toFloatVector())
        .ifPresent(
            fault -> {
              throw diverged(fault, epoch);
            });
  }

  private DivergedException diverged(String fault, int epoch) {
    return new DivergedException(
        fault, epoch + 1, graph.getIterationCount(), plan.settings().learningRateAt(epoch));
  }

  private TrainingState within(TrainingState from, int batch, long start) {
    steps.synchronize();
    BatchSums sums = steps.sums();
    return new TrainingState(
        from.epoch(),
        batch,
        sums.loss(),
        sums.correct(),
        sums.images(),
        from.seconds() + seconds(start),
        from.history());
  }

  private TrainingState finish(TrainingState from, long start, long waited) throws IOException {
    steps.synchronize();
    double trained = from.seconds() + seconds(start);
    graph.incrementEpochCount();
    BatchSums sums = steps.sums();
    TestEvaluation.Outcome outcome = test.evaluate(graph);
    requireFinite(from.epoch(), outcome);
    EpochMetrics row =
        new EpochMetrics(
            from.epoch() + 1,
            plan.settings().learningRateAt(from.epoch()),
            sums.loss() / sums.images(),
            100.0 * sums.correct() / sums.images(),
            outcome.loss(),
            outcome.accuracy(),
            sums.images() / trained,
            from.seconds() + seconds(start),
            100.0 * waited / 1e9 / trained);
    List<EpochMetrics> history = new ArrayList<>(from.history());
    history.add(row);
    TrainingState state = TrainingState.atEpoch(from.epoch() + 1, history);
    checkpoint(state);
    TrainingCsv.write(folder, history);
    state.write(folder.resolve(STATE_FILE), graph);
    listener.epochDone(row);
    return state;
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  private void checkpoint(TrainingState state) throws IOException {
    if (!plan.settings().checkpointEpochs().contains(state.epoch())) {
      return;
    }
    Path file = CheckpointFiles.file(folder, state.epoch());
    List<EpochMetrics> history = state.history();
    CheckpointFiles.write(
        file,
        graph,
        new Checkpoint(
            Checkpoint.SCHEMA_VERSION,
            plan.architecture(),
            state.epoch(),
            trainingData,
            plan.normalization(),
            plan.settings(),
            history.isEmpty() ? null : history.get(history.size() - 1),
            plan.versions()));
    listener.checkpointWritten(file);
  }
}
