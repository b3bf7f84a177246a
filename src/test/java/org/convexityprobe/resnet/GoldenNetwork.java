package org.convexityprobe.resnet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.convexityprobe.data.Cifar10;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.landscape.Direction;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.landscape.ParameterLine;
import org.convexityprobe.network.GraphLayout;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A trained network and what an independent PyTorch program computed of it. Its files lie where the
 * environment variable CONVEXITY_REFERENCE says, the images where CONVEXITY_DATA says.
 */
public final class GoldenNetwork {
  public static final String REFERENCE = "CONVEXITY_REFERENCE";
  public static final String DATA = "CONVEXITY_DATA";

  private final Path folder = Path.of(System.getenv(REFERENCE), "networks");
  private final String name;
  private final JsonNode golden;
  private final ImageDataset images;

  public GoldenNetwork(String name) throws IOException {
    this.name = name;
    this.golden = new ObjectMapper().readTree(folder.resolve(name + ".golden.json").toFile());
    this.images = Cifar10.load(Path.of(System.getenv(DATA)));
  }

  public JsonNode golden() {
    return golden;
  }

  public ImageDataset images() {
    return images;
  }

  ResNetArchitecture architecture() {
    JsonNode network = golden.get("network");
    return ResNetArchitecture.of(network.get("depth").asInt(), network.get("width").asInt())
        .withShortcut(
            Shortcut.valueOf(network.get("shortcut").asText().toUpperCase(java.util.Locale.ROOT)));
  }

  public ComputationGraphConfiguration configuration(IUpdater updater) {
    return ResNetGraph.configuration(architecture(), 1, updater, DataType.FLOAT);
  }

  public Normalization normalization() {
    return new Normalization(doubles("mean"), doubles("std"));
  }

  private java.util.List<Double> doubles(String key) {
    java.util.List<Double> values = new java.util.ArrayList<>();
    golden.get("normalization").get(key).forEach(value -> values.add(value.asDouble()));
    return values;
  }

  public ParameterLayout layout(IUpdater updater) {
    ComputationGraph graph = new ComputationGraph(configuration(updater));
    graph.init();
    return GraphLayout.layout(graph);
  }

  Path weights() {
    return folder.resolve(name + ".safetensors");
  }

  float[] parameters(ParameterLayout layout) throws IOException {
    return WeightFile.read(weights()).parameters(layout);
  }

  public Direction direction(ParameterLayout layout) throws IOException {
    WeightFile direction = WeightFile.read(folder.resolve(name + ".direction.safetensors"));
    return Direction.of(direction.direction(layout));
  }

  public ParameterLine line(ParameterLayout layout) throws IOException {
    return new ParameterLine(parameters(layout), direction(layout));
  }
}
