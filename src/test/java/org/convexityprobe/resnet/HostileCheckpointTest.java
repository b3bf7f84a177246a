package org.convexityprobe.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.data.Json;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.network.NotFiniteException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

/** A checkpoint from elsewhere runs nothing, and is the network that its description says. */
class HostileCheckpointTest {
  private static final ResNetArchitecture NETWORK = ResNetArchitecture.of(8, 1);

  /** What a class of a file would have done. */
  private static final String RAN = "convexityprobe.test.ran";

  @TempDir private Path folder;
  private Path zip;
  private ComputationGraph graph;
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  /** Runs when Java deserialises it. */
  private static final class Payload implements Serializable {
    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      System.setProperty(RAN, "yes");
    }
  }

  /** An activation that is none of ours; runs when it is initialised. */
  @SuppressWarnings("serial")
  public static final class ForeignActivation extends BaseActivationFunction {
    static {
      System.setProperty(RAN, "yes");
    }

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
      return in;
    }

    @Override
    public org.nd4j.common.primitives.Pair<INDArray, INDArray> backprop(
        INDArray in, INDArray epsilon) {
      return new org.nd4j.common.primitives.Pair<>(epsilon, null);
    }

    @Override
    public int numParams(int inputSize) {
      return 0;
    }
  }

  @BeforeEach
  void writeACheckpoint() throws IOException {
    System.clearProperty(RAN);
    zip = CheckpointFiles.file(folder, 0);
    graph = new ComputationGraph(ResNetGraph.configuration(NETWORK, 1, new NoOp(), DataType.FLOAT));
    graph.init();
    CheckpointFiles.write(zip, graph, description(NETWORK));
    try (ZipInputStream content = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = content.getNextEntry(); entry != null; entry = content.getNextEntry()) {
        entries.put(entry.getName(), content.readAllBytes());
      }
    }
  }

  private static Checkpoint description(ResNetArchitecture architecture) {
    return description(architecture, Map.of());
  }

  /** Returns what stands beside a checkpoint of epoch 0 that was not trained. */
  static Checkpoint description(ResNetArchitecture architecture, Map<String, String> versions) {
    return new Checkpoint(
        Checkpoint.SCHEMA_VERSION,
        architecture,
        0,
        null,
        Normalization.CIFAR10,
        null,
        null,
        versions);
  }

  private void rewrite() throws IOException {
    try (ZipOutputStream content = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        content.putNextEntry(new ZipEntry(entry.getKey()));
        content.write(entry.getValue());
      }
    }
  }

  private void edit(String from, String to) {
    String before = new String(entries.get("configuration.json"), StandardCharsets.UTF_8);
    assertThat(before).contains(from);
    entries.put("configuration.json", before.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  private void requireRefused(String... words) throws IOException {
    rewrite();
    assertThatThrownBy(() -> CheckpointFiles.read(zip))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(words)
        .hasMessageContaining(zip.toString());
    assertThat(System.getProperty(RAN)).as("something ran").isNull();
  }

  @Test
  void aSerialisedObjectInTheZipIsNotRead() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
      objects.writeObject(new Payload());
    }
    entries.put("preprocessor.bin", bytes.toByteArray());
    entries.put("normalizer.bin", bytes.toByteArray());
    rewrite();
    assertThat(CheckpointFiles.read(zip).parameters())
        .isEqualTo(graph.params().ravel().toFloatVector());
    assertThat(System.getProperty(RAN)).as("something ran").isNull();
  }

  @Test
  void aForeignClassInTheConfigurationIsNotLoaded() throws IOException {
    edit(
        "org.nd4j.linalg.activations.impl.ActivationReLU",
        "org.convexityprobe.resnet.HostileCheckpointTest$ForeignActivation");
    requireRefused("activationFn.@class", "ForeignActivation", "ActivationReLU");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "org.nd4j.linalg.activations.impl.ActivationReLU |"
            + " org.nd4j.linalg.activations.impl.ActivationIdentity",
        "org.nd4j.linalg.lossfunctions.impl.LossMCXENT |"
            + " org.nd4j.linalg.lossfunctions.impl.LossMSE",
        "deeplearning4j.nn.conf.graph.ElementWiseVertex | deeplearning4j.nn.conf.graph.MergeVertex",
        "deeplearning4j.nn.conf.layers.ConvolutionLayer |"
            + " deeplearning4j.nn.conf.layers.Deconvolution2D",
        "\"op\" : \"Add\" | \"op\" : \"Max\"",
        "\"eps\" : 1.0E-5 | \"eps\" : 0.1",
        "\"negativeSlope\" : null | \"negativeSlope\" : 0.5",
        "\"poolingType\" : \"AVG\" | \"poolingType\" : \"MAX\"",
        "\"idropout\" : null | \"idropout\" : {}",
        "[ \"layer1.0.bn2\", \"relu1\" ] | [ \"layer1.0.bn2\", \"conv1\" ]",
        "\"networkOutputs\" : [ \"linear\" ] | \"networkOutputs\" : [ \"pool\" ]"
      })
  void anotherNetworkOfTheSameParametersIsRefused(String from, String to) throws IOException {
    edit(from, to);
    requireRefused("its description says ResNet-8, k = 1", "expected");
  }

  @Test
  void howANetworkWasTrainedMayDiffer() throws IOException {
    edit(
        "org.nd4j.linalg.learning.config.NoOp",
        "org.convexityprobe.resnet.HostileCheckpointTest$ForeignActivation");
    edit("\"regularization\" : [ ]", "\"regularization\" : [ 1 ]");
    rewrite();
    assertThat(CheckpointFiles.read(zip).parameters())
        .isEqualTo(graph.params().ravel().toFloatVector());
    assertThat(System.getProperty(RAN)).as("something ran").isNull();
  }

  @Test
  void aNetworkWithoutParametersIsRefused() throws IOException {
    entries.put("coefficients.bin", new byte[0]);
    entries.put("noParams.marker", new byte[0]);
    requireRefused("coefficients.bin ends early");
  }

  @ParameterizedTest
  @CsvSource({"1099511627776", "2147483648", "2147483647", "-1", "78715", "0"})
  void aHeaderOfOtherNumbersThanTheNetworkHasIsRefused(long announced) throws IOException {
    entries.put("coefficients.bin", coefficients(announced, announced));
    requireRefused("it announces " + announced + " numbers", "which has 78714");
    entries.put("coefficients.bin", coefficients(NETWORK.parameters(), announced));
    requireRefused("it announces " + announced + " numbers", "which has 78714");
  }

  @Test
  void bytesThatAreMissingOrLeftOverAreFound() throws IOException {
    byte[] whole = entries.get("coefficients.bin");
    entries.put("coefficients.bin", Arrays.copyOf(whole, whole.length - 4));
    requireRefused("coefficients.bin ends early");
    entries.put("coefficients.bin", Arrays.copyOf(whole, whole.length + 4));
    requireRefused("coefficients.bin is damaged: bytes follow");
  }

  @Test
  void anEntryThatUnpacksToGigabytesIsNotUnpacked() throws IOException {
    entries.put("configuration.json", new byte[1 << 27]);
    requireRefused("configuration.json is damaged: it has more than");
  }

  @Test
  void aFlippedBitOfTheNumbersIsFoundByTheChecksum() throws IOException {
    byte[] bytes = stored();
    // The file is stored, not compressed, so that a flip changes one number and nothing else.
    bytes[bytes.length / 2] ^= 1;
    Files.write(zip, bytes);
    assertThatThrownBy(() -> CheckpointFiles.read(zip))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(zip.toString(), "coefficients.bin", "checksum (CRC-32)");
  }

  private byte[] stored() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream content = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry stored = new ZipEntry(entry.getKey());
        java.util.zip.CRC32 sum = new java.util.zip.CRC32();
        sum.update(entry.getValue());
        stored.setMethod(ZipEntry.STORED);
        stored.setSize(entry.getValue().length);
        stored.setCrc(sum.getValue());
        content.putNextEntry(stored);
        content.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  /** Writes the number of parameters into the header of the shape, and into that of the values. */
  private static byte[] coefficients(long shape, long values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    data.writeUTF("MIXED_DATA_TYPES");
    data.writeLong(6);
    data.writeUTF("LONG");
    for (long number : new long[] {1, shape, 1, 8192, 1, 'c'}) {
      data.writeLong(number);
    }
    data.writeUTF("MIXED_DATA_TYPES");
    data.writeLong(values);
    data.writeUTF("FLOAT");
    for (int i = 0; i < NETWORK.parameters(); i++) {
      data.writeFloat(0);
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "0, NaN, conv1.weight holds NaN",
    "448, Infinity, bn1.bias holds Infinity",
    "470, -Infinity, bn1.running_mean holds -Infinity",
    "490, -0.5, bn1.running_var holds -0.5"
  })
  void numbersThatCannotBeAreNamed(int place, float value, String words) throws IOException {
    graph.params().putScalar(place, value);
    CheckpointFiles.write(zip, graph, description(NETWORK));
    assertThatThrownBy(() -> CheckpointFiles.read(zip))
        .isInstanceOf(NotFiniteException.class)
        .hasMessageContainingAll(zip.toString(), words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | line 1",
        "[] | does not fit",
        "\"depth\" : 2147483642 | at most 6002",
        "\"width\" : 2147483647 | at most 1000",
        "\"schemaVersion\" : 7 | schema version 7",
        "\"schemaVersion\" : 1.5 | schemaVersion",
        "\"schemaVersion\" : \"1\" | schemaVersion"
      })
  void aDamagedDescriptionIsAnErrorOfTheFile(String text, String words) throws IOException {
    Path json = CheckpointFiles.description(zip);
    String key = text.contains(":") ? text.substring(0, text.indexOf(':')).strip() : null;
    String whole = Files.readString(json);
    Files.writeString(json, key == null ? text : whole.replaceFirst(key + " : \\d+", text));
    assertThatThrownBy(() -> CheckpointFiles.read(zip))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(json.toString(), words);
  }

  @Test
  void descriptionsOfTheFirstVersionAreOfCifar10() throws IOException {
    Path json = CheckpointFiles.description(zip);
    String whole = Files.readString(json);
    String first =
        whole
            .replaceFirst("\"schemaVersion\" : \\d+", "\"schemaVersion\" : 1")
            .replaceFirst("(?s)\"input\" : \\{.*?\\},", "");
    assertThat(first).doesNotContain("input");
    Files.writeString(json, first);
    assertThat(CheckpointFiles.read(zip).description()).isEqualTo(description(NETWORK));
  }

  @Test
  void theSameNetworkMakesTheSameBytes() throws IOException {
    byte[] first = Files.readAllBytes(zip);
    CheckpointFiles.write(zip, graph, description(NETWORK));
    assertThat(Files.readAllBytes(zip)).isEqualTo(first);
    try (ZipInputStream content = new ZipInputStream(Files.newInputStream(zip))) {
      // The earliest time that a zip can state.
      assertThat(content.getNextEntry().getTimeLocal().toString()).isEqualTo("1980-01-01T00:00");
    }
  }

  @Test
  void versionsAreWrittenInAFixedOrder() {
    Map<String, String> versions = new LinkedHashMap<>();
    for (String name : new String[] {"onednn", "java", "nd4j", "convexity-probe", "openblas"}) {
      versions.put(name, "1");
    }
    assertThat(description(NETWORK, versions).versions().keySet())
        .containsExactly("convexity-probe", "java", "nd4j", "onednn", "openblas");
  }

  @Test
  void deeplearning4jItselfReadsWhatIsWritten() throws IOException {
    ComputationGraph read = ModelSerializer.restoreComputationGraph(zip.toFile(), false);
    assertThat(read.params()).isEqualTo(graph.params());
    assertThat(read.getConfiguration()).isEqualTo(graph.getConfiguration());
  }

  @Test
  void theDescriptionIsReadBackAsItWasWritten() throws IOException {
    assertThat(Json.read(CheckpointFiles.description(zip), Checkpoint.class))
        .isEqualTo(description(NETWORK));
  }

  @ParameterizedTest
  @CsvSource({
    "8,1,3x32x32,10,PROJECTION",
    "8,3,3x32x32,100,IDENTITY",
    "20,2,1x28x28,2,PROJECTION",
    "14,1,5x7x13,10,NONE",
    "56,1,3x32x32,10,PROJECTION"
  })
  void parametersAreCountedAsTheyAre(
      int depth, int width, String input, int classes, Shortcut shortcut) {
    ResNetArchitecture network =
        ResNetArchitecture.of(depth, width)
            .withShortcut(shortcut)
            .forImages(ImageShape.parse(input), classes);
    NetworkSummary summary = NetworkSummary.of(network);
    assertThat((long) network.parameters()).isEqualTo(summary.parameters() + summary.statistics());
  }

  /** Programs differ in which of two entries they read. */
  @ParameterizedTest
  @ValueSource(strings = {"configuration.json", "coefficients.bin"})
  void aPartThatIsThereTwiceIsRefused(String name) throws IOException {
    String other = "X" + name.substring(1);
    entries.put(other, entries.get(name));
    rewrite();
    // The platform writes no name twice.
    String content = Files.readString(zip, StandardCharsets.ISO_8859_1);
    Files.writeString(zip, content.replace(other, name), StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> CheckpointFiles.read(zip))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(zip.toString(), name, "occurs twice");
  }
}
