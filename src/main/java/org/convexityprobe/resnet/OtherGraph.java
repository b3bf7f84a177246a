package org.convexityprobe.resnet;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.network.Dl4jModel;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.GraphLayout;
import org.convexityprobe.network.NotFiniteException;
import org.convexityprobe.network.Objective;
import org.convexityprobe.network.ParameterFault;
import org.convexityprobe.network.ProbedModel;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * A network of another program on DL4J: a {@code ComputationGraph} or a {@code MultiLayerNetwork},
 * as {@code ModelSerializer} writes it. Its configuration may name the classes of {@link
 * GraphClasses} alone. Dropout is off: it is measured as it would be used.
 *
 * @param file the zip
 * @param description its name, and what its owner says of it
 * @param graph the network, with its parameters
 * @param loss the loss of its output layer
 */
record OtherGraph(Path file, Checkpoint description, ComputationGraph graph, Objective.Kind loss)
    implements TrainedNetwork {
  /** The format of such files, as descriptions name it. */
  static final String FORMAT = "DL4J";

  /** A vertex of every ResNet of this program. */
  private static final String OF_CHECKPOINTS = "layer1.0.conv1";

  /** Bytes; a ResNet-110 has about half a million. */
  private static final int LARGEST_CONFIGURATION = 1 << 24;

  /** Reads a zip without trusting it. */
  static OtherGraph read(Path zip) throws IOException {
    try (GraphArchive archive = GraphArchive.open(zip)) {
      JsonNode json = archive.configuration(LARGEST_CONFIGURATION);
      if (json.path("vertices").has(OF_CHECKPOINTS)) {
        throw CheckpointFiles.withoutDescription(zip); // its normalisation would be unknown
      }
      Optional<String> unknown = GraphClasses.unknown(json);
      if (unknown.isPresent()) {
        throw new IOException(
            "%s: its configuration names %s, which is not among the layers, vertices and settings that are read; nothing of it was run"
                .formatted(zip, unknown.get()));
      }
      ComputationGraph graph;
      ParameterLayout layout;
      try {
        graph =
            withVariances(json.has("confs") ? ofLayers(archive, json) : ofVertices(archive, json));
        layout = GraphLayout.layout(graph);
      } catch (RuntimeException e) {
        throw new IOException(
            "%s: DL4J cannot make a network of its configuration: %s"
                .formatted(zip, e.getMessage()),
            e);
      }
      OutputLayer output = output(zip, graph.getConfiguration());
      Objective.Kind loss = loss(zip, output);
      Optional<String> fault = ParameterFault.find(layout, parameters(graph));
      if (fault.isPresent()) {
        throw new NotFiniteException("%s: %s".formatted(zip, fault.get()));
      }
      int outputs = Math.toIntExact(output.getNOut());
      return new OtherGraph(
          zip, Checkpoint.ofOther(zip, FORMAT, layout.length(), outputs), graph, loss);
    }
  }

  private static ComputationGraph ofVertices(GraphArchive archive, JsonNode json)
      throws IOException {
    ComputationGraphConfiguration configuration =
        ComputationGraphConfiguration.fromJson(json.toString());
    List<NeuralNetConfiguration> layers = layers(configuration);
    withoutDropout(layers);
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init(Nd4j.create(numbers(archive, layers)), false);
    return graph;
  }

  private static ComputationGraph ofLayers(GraphArchive archive, JsonNode json) throws IOException {
    MultiLayerConfiguration configuration = MultiLayerConfiguration.fromJson(json.toString());
    withoutDropout(configuration.getConfs());
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init(Nd4j.create(numbers(archive, configuration.getConfs())), false);
    return network.toComputationGraph();
  }

  /**
   * Returns the same network with running variances in place of the logarithms of deviations that
   * batch-norm keeps by default, which would be another thing on the way from one network to
   * another.
   */
  private static ComputationGraph withVariances(ComputationGraph graph) {
    float[] parameters = parameters(graph);
    boolean changed = false;
    for (Map.Entry<String, INDArray> entry : graph.paramTable().entrySet()) {
      if (entry.getKey().endsWith("_" + BatchNormalizationParamInitializer.GLOBAL_LOG_STD)) {
        int from = Math.toIntExact(entry.getValue().offset());
        for (int i = from; i < from + entry.getValue().length(); i++) {
          parameters[i] = (float) Math.pow(10, 2.0 * parameters[i]);
        }
        changed = true;
      }
    }
    if (!changed) {
      return graph;
    }
    ComputationGraphConfiguration configuration = graph.getConfiguration().clone();
    layers(configuration).stream()
        .map(NeuralNetConfiguration::getLayer)
        .filter(BatchNormalization.class::isInstance)
        .forEach(layer -> ((BatchNormalization) layer).setUseLogStd(false));
    ComputationGraph plain = new ComputationGraph(configuration);
    plain.init(Nd4j.create(parameters), false);
    return plain;
  }

  private static List<NeuralNetConfiguration> layers(ComputationGraphConfiguration configuration) {
    return configuration.getVertices().values().stream()
        .filter(LayerVertex.class::isInstance)
        .map(vertex -> ((LayerVertex) vertex).getLayerConf())
        .toList();
  }

  private static void withoutDropout(List<NeuralNetConfiguration> layers) {
    layers.forEach(layer -> layer.getLayer().setIDropout(null));
  }

  /** Reads the parameters, of which there must be as many as the layers have. */
  private static float[] numbers(GraphArchive archive, List<NeuralNetConfiguration> layers)
      throws IOException {
    long count = 0;
    for (NeuralNetConfiguration layer : layers) {
      Layer each = layer.getLayer();
      count += each.initializer().numParams(layer);
    }
    if (count < 1 || count > Integer.MAX_VALUE) {
      throw new IOException(
          "%s: its configuration has %d parameters; expected 1 to %d"
              .formatted(archive.file(), count, Integer.MAX_VALUE));
    }
    return archive.vector(GraphArchive.COEFFICIENTS, count, "its configuration says so, which has");
  }

  private static OutputLayer output(Path zip, ComputationGraphConfiguration configuration)
      throws IOException {
    if (configuration.getNetworkInputs().size() != 1
        || configuration.getNetworkOutputs().size() != 1) {
      throw new IOException(
          "%s has %d inputs and %d outputs; expected one of each"
              .formatted(
                  zip,
                  configuration.getNetworkInputs().size(),
                  configuration.getNetworkOutputs().size()));
    }
    String name = configuration.getNetworkOutputs().get(0);
    if (configuration.getVertices().get(name) instanceof LayerVertex vertex
        && vertex.getLayerConf().getLayer() instanceof OutputLayer output) {
      return output;
    }
    throw new IOException("%s: its output '%s' is no output layer".formatted(zip, name));
  }

  private static Objective.Kind loss(Path zip, OutputLayer output) throws IOException {
    IActivation activation = output.getActivationFn();
    ILossFunction loss = output.getLossFn();
    INDArray weights = null;
    Objective.Kind kind = null;
    if (loss instanceof LossMCXENT entropy && activation instanceof ActivationSoftmax) {
      kind = Objective.Kind.CROSS_ENTROPY;
      weights = entropy.getWeights();
    } else if (loss instanceof LossBinaryXENT entropy && activation instanceof ActivationSigmoid) {
      kind = Objective.Kind.BCE;
      weights = entropy.getWeights();
    } else if (loss instanceof LossL2 error && activation instanceof ActivationIdentity) {
      kind = Objective.Kind.MSE; // LossMSE is an LossL2
      weights = error.getWeights();
    }
    if (kind != null && weights == null) {
      return kind;
    }
    throw new IOException(
        "%s: its output layer has %s of %s%s; expected cross-entropy of a softmax, binary cross-entropy of a sigmoid, or a squared error of the identity, without weights of outputs"
            .formatted(zip, loss, activation, weights == null ? "" : ", with weights"));
  }

  private static float[] parameters(ComputationGraph graph) {
    return graph.params().ravel().toFloatVector();
  }

  @Override
  public float[] parameters() {
    return parameters(graph);
  }

  @Override
  public ParameterLayout layout() {
    return GraphLayout.shaped(graph);
  }

  @Override
  public ProbedModel model(Execution execution, int threads) {
    return new OwnLoss(file, new Dl4jModel(graph, execution, threads), loss);
  }
}
