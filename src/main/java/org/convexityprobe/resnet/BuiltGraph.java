package org.convexityprobe.resnet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import org.convexityprobe.network.GraphLayout;
import org.convexityprobe.network.NotFiniteException;
import org.convexityprobe.network.ParameterFault;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.factory.Nd4j;

/** Builds a graph that a {@link GraphArchive} must be, and takes over its numbers. */
public final class BuiltGraph {
  /** A configuration may be written with so many times the space that DL4J takes. */
  private static final int SLACK = 4;

  private BuiltGraph() {}

  /**
   * What an archive must be.
   *
   * @param architecture the network
   * @param source who says so, such as {@code its description says}
   */
  public record Expected(String source, ResNetArchitecture architecture) {
    private String words() {
      return source + " " + architecture.describe();
    }
  }

  /**
   * Returns the graph with the archive's parameters and counters.
   *
   * @param configuration the graph as it must be
   * @param expected what that is: its length, and the words for it
   * @param comparison says what of the configuration may differ
   * @throws IOException if the archive is damaged, or of another graph
   * @throws NotFiniteException if a parameter is not finite
   */
  public static ComputationGraph of(
      ComputationGraphConfiguration configuration,
      Expected expected,
      GraphArchive archive,
      GraphComparison comparison)
      throws IOException {
    float[] parameters =
        archive.vector(
            GraphArchive.COEFFICIENTS,
            expected.architecture().parameters(),
            expected.words() + ", which has");
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init(Nd4j.create(parameters), false);
    String json = graph.getConfiguration().toJson();
    JsonNode found = archive.configuration(SLACK * json.length());
    Optional<String> difference = comparison.difference(parse(json), found);
    if (difference.isPresent()) {
      throw new IOException(
          "%s: %s; %s: %s"
              .formatted(
                  archive.file(),
                  expected.words(),
                  "its configuration is of another network",
                  difference.get()));
    }
    Optional<String> fault = ParameterFault.find(GraphLayout.layout(graph), parameters);
    if (fault.isPresent()) {
      throw new NotFiniteException("%s: %s".formatted(archive.file(), fault.get()));
    }
    graph.getConfiguration().setIterationCount(count(archive, found, "iterationCount"));
    graph.getConfiguration().setEpochCount(count(archive, found, "epochCount"));
    return graph;
  }

  private static int count(GraphArchive archive, JsonNode configuration, String key)
      throws IOException {
    JsonNode count = configuration.path(key);
    if (!count.isInt() || count.intValue() < 0) {
      throw new IOException(
          "%s: %s is %s; expected a whole number, 0 or more"
              .formatted(archive.file(), key, count.isMissingNode() ? "absent" : count));
    }
    return count.intValue();
  }

  private static JsonNode parse(String json) {
    try {
      return new JsonMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("DL4J wrote a configuration that is no JSON", e);
    }
  }
}
