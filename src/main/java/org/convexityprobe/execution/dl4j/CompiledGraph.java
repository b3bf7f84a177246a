package org.convexityprobe.execution.dl4j;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.plan.BatchGradients;
import org.convexityprobe.execution.plan.Convolutions;
import org.convexityprobe.execution.plan.KernelSet;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.Shape;
import org.convexityprobe.execution.plan.TrainingPlan;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A DL4J graph whose gradients, scores and outputs are computed by fused kernels. Everything else
 * is DL4J's: configuration, flat parameters and gradients, solver, updaters, listeners, and {@code
 * ModelSerializer}, which saves it as a plain {@link ComputationGraph}.
 *
 * <p>Differences from stock execution: the score is not clipped at probabilities of 1e-10, and
 * listeners get no {@code onForwardPass}, since the activations between layers do not exist as
 * arrays; {@link #lastLogits} has the outputs instead. Masks, and graphs that have no compiled
 * form, are left to stock execution, with one line in the log that says which vertex is the reason.
 */
public class CompiledGraph extends ComputationGraph {
  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(CompiledGraph.class);

  /** Batch sizes whose buffers are kept: the full batch, the last one, one more. */
  private static final int KEPT = 3;

  private final transient KernelSet kernels;
  private final transient Convolutions convolutions;
  private final int threads;
  private final transient Map<Integer, BatchGradients> batches =
      new LinkedHashMap<>(KEPT, 0.75f, true);
  private transient Network network;
  private transient TrainingPlan plan;
  private transient GraphOutputs outputs;
  private transient Gradient views;

  /** What the views look into; DL4J's own object gives a new array at each request. */
  private transient INDArray viewed;

  private boolean unsupported;

  /** What computed the last gradients; null if stock execution did. */
  private transient BatchGradients last;

  /** The labels of the batch: DL4J keeps them, but does not give them back. */
  private transient INDArray[] targets;

  /**
   * Creates a graph that is not initialised yet; see {@link #init()}.
   *
   * @param convolutions which convolutions of gradients are computed by minimal filtering
   * @param threads threads that work on a batch
   */
  public CompiledGraph(
      ComputationGraphConfiguration configuration,
      KernelSet kernels,
      Convolutions convolutions,
      int threads) {
    super(configuration);
    if (threads < 1) {
      throw new IllegalArgumentException("threads (%d) must be positive".formatted(threads));
    }
    this.kernels = kernels;
    this.convolutions = convolutions;
    this.threads = threads;
  }

  /**
   * Returns a graph that shares the configuration and parameters of another one, and has a copy of
   * its updater's state.
   */
  public static CompiledGraph of(
      ComputationGraph graph, KernelSet kernels, Convolutions convolutions, int threads) {
    CompiledGraph compiled =
        new CompiledGraph(graph.getConfiguration(), kernels, convolutions, threads);
    compiled.init(graph.params(), false);
    if (graph.getUpdater(false) != null && graph.getUpdater().getStateViewArray() != null) {
      compiled.getUpdater().setStateViewArray(graph.getUpdater().getStateViewArray().dup());
    }
    compiled.setListeners(graph.getListeners());
    return compiled;
  }

  @Override
  public void setLabels(INDArray... labels) {
    super.setLabels(labels);
    targets = labels;
  }

  @Override
  public void setLabel(int index, INDArray label) {
    super.setLabel(index, label);
    if (targets == null) {
      targets = new INDArray[getNumOutputArrays()];
    }
    targets[index] = label;
  }

  @Override
  public void clear() {
    super.clear();
    targets = null;
  }

  @Override
  public void computeGradientAndScore() {
    INDArray[] features = getInputs();
    boolean masked = getInputMaskArrays() != null || getLabelMaskArrays() != null;
    if (masked || targets == null || targets[0] == null || !compiles(features)) {
      last = null;
      super.computeGradientAndScore();
      return;
    }
    synchronizeIterEpochCounts();
    if (flattenedGradients == null) {
      initGradientsView();
    }
    INDArray pixels = NativeArrays.dense(features[0]);
    INDArray labels = NativeArrays.dense(targets[0]);
    int images = checkedBatch(pixels, labels);
    last = gradients(images);
    double loss;
    try {
      loss = last.compute(NativeArrays.pointer(pixels), NativeArrays.pointer(labels));
    } finally {
      // They may be copies, whose memory is freed once nothing reads their variables.
      Reference.reachabilityFence(pixels);
      Reference.reachabilityFence(labels);
    }
    score = loss / images + calcRegularizationScore(true);
    gradient = views();
    notifyListeners();
  }

  /**
   * Returns the logits [images, classes], row-major, of the batch whose gradients were computed
   * last; empty if stock execution computed them, which calls {@code onForwardPass} instead.
   */
  public Optional<double[]> lastLogits() {
    return Optional.ofNullable(last).map(BatchGradients::logits);
  }

  @SuppressWarnings("try") // the scope is there to be left, not to be used
  private void notifyListeners() {
    try (MemoryWorkspace scope = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      for (TrainingListener listener : getListeners()) {
        listener.onBackwardPass(this);
      }
    }
  }

  private int checkedBatch(INDArray pixels, INDArray targets) {
    long images = pixels.size(0);
    if (targets.rank() != 2
        || targets.size(0) != images
        || targets.size(1) != network.softmax().classes()) {
      throw new IllegalArgumentException(
          "labels %s for features %s; expected [%d, %d]"
              .formatted(
                  Arrays.toString(targets.shape()),
                  Arrays.toString(pixels.shape()),
                  images,
                  network.softmax().classes()));
    }
    return Math.toIntExact(images);
  }

  private BatchGradients gradients(int images) {
    FloatPointer parameterPointer = NativeArrays.pointer(flattenedParams);
    FloatPointer gradientPointer = NativeArrays.pointer(flattenedGradients);
    BatchGradients batch = batches.get(images);
    if (batch != null && !batch.isFor(parameterPointer, gradientPointer)) {
      release();
      batch = null;
    }
    if (batch == null) {
      if (batches.size() >= KEPT) {
        batches.remove(batches.keySet().iterator().next()).close();
      }
      batch =
          new BatchGradients(
              plan,
              kernels,
              convolutions,
              images,
              threads,
              new BatchGradients.Vectors(parameterPointer, gradientPointer));
      batches.put(images, batch);
    }
    return batch;
  }

  /** Returns DL4J's gradient object: the flat vector and its named parts. */
  private Gradient views() {
    if (viewed != flattenedGradients) {
      viewed = flattenedGradients;
      views = new DefaultGradient(flattenedGradients);
      INDArray flat = flattenedGradients.reshape(flattenedGradients.length());
      for (Map.Entry<String, INDArray> entry : paramTable().entrySet()) {
        INDArray parameter = entry.getValue();
        INDArray part =
            flat.get(
                NDArrayIndex.interval(parameter.offset(), parameter.offset() + parameter.length()));
        char order = parameter.ordering();
        views.setGradientFor(entry.getKey(), part.reshape(order, parameter.shape()), order);
      }
    }
    return views;
  }

  @Override
  protected INDArray[] outputOfLayersDetached(
      boolean train,
      FwdPassType passType,
      int[] layerIndexes,
      INDArray[] features,
      INDArray[] featureMasks,
      INDArray[] labelMasks,
      boolean clearInputs,
      boolean detachedInputs,
      MemoryWorkspace outputWorkspace) {
    boolean frozen = !train && passType == FwdPassType.STANDARD && outputWorkspace == null;
    boolean masked = featureMasks != null || labelMasks != null;
    boolean whole =
        layerIndexes.length == 1 && layerIndexes[0] == getOutputLayerIndices()[0] && clearInputs;
    if (!frozen || masked || !whole || !compiles(features)) {
      return super.outputOfLayersDetached(
          train,
          passType,
          layerIndexes,
          features,
          featureMasks,
          labelMasks,
          clearInputs,
          detachedInputs,
          outputWorkspace);
    }
    if (outputs == null) {
      outputs = new GraphOutputs(network, kernels, threads);
    }
    return new INDArray[] {outputs.probabilities(flattenedParams, features[0])};
  }

  private boolean compiles(INDArray[] features) {
    if (unsupported || features == null || features.length != 1 || features[0].rank() != 4) {
      return false;
    }
    Shape shape =
        new Shape(
            Math.toIntExact(features[0].size(1)),
            Math.toIntExact(features[0].size(2)),
            Math.toIntExact(features[0].size(3)));
    if (network != null && network.input().equals(shape)) {
      return true;
    }
    try {
      Network compiled = GraphReader.read(getConfiguration(), shape);
      if (compiled.parameters() != numParams()) {
        throw new IllegalStateException(
            "the compiled network has %d parameters, the graph %d"
                .formatted(compiled.parameters(), numParams()));
      }
      release();
      network = compiled;
      plan = TrainingPlan.of(compiled);
      return true;
    } catch (UnsupportedGraphException e) {
      LOG.warn("Stock DL4J computes this graph: {}", e.getMessage());
      unsupported = true;
      return false;
    }
  }

  /** Frees all native buffers of the kernels; the graph stays usable. */
  public void release() {
    last = null;
    batches.values().forEach(BatchGradients::close);
    batches.clear();
    if (outputs != null) {
      outputs.close();
      outputs = null;
    }
  }

  @Override
  public void close() {
    release();
    super.close();
  }
}
