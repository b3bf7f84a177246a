package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads files that Python made (make_tensor_files.py) and files that this program made. */
class TensorFileTest {
  @TempDir private Path folder;

  static Path resource(String name) {
    try {
      return Path.of(TensorFileTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isNoCounter(String name) {
    return !name.endsWith("num_batches_tracked");
  }

  /** The numbers 0, 1/8, 2/8, … plus an offset, which all formats hold exactly. */
  private static float[] ramp(float offset) {
    float[] values = new float[24];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 8f + offset;
    }
    return values;
  }

  private static void requireTensor(
      TensorFile file, String name, List<Integer> shape, float[] values) {
    Tensor tensor = file.find(name).orElseThrow();
    assertThat(tensor.shape()).as(name).isEqualTo(shape);
    assertThat(tensor.values()).as(name).isEqualTo(values);
  }

  @Test
  void readsWhatNumpyWrites() throws IOException {
    TensorFile file = TensorFile.read(resource("numpy.npz"), TensorFileTest::isNoCounter);
    List<Integer> shape = List.of(2, 3, 4);
    requireTensor(file, "layer1.0.conv1.weight", shape, ramp(0));
    requireTensor(file, "double", shape, ramp(1));
    requireTensor(file, "half", shape, ramp(-1));
    requireTensor(file, "fortran", shape, ramp(0));
    requireTensor(file, "big", shape, ramp(0));
    requireTensor(file, "scalar", List.of(), new float[] {2.5f});
    requireTensor(file, "vector", List.of(4), new float[] {0, 0.125f, 0.25f, 0.375f});
    requireTensor(file, "empty", List.of(0, 3), new float[0]);
    assertThat(file.tensors()).hasSize(8);
  }

  @Test
  void readsCompressedArchivesAndSingleArrays() throws IOException {
    TensorFile compressed = TensorFile.read(resource("compressed.npz"));
    requireTensor(compressed, "ramp", List.of(2, 3, 4), ramp(0));
    requireTensor(compressed, "zeros", List.of(5000), new float[5000]);
    requireTensor(TensorFile.read(resource("single.npy")), "single", List.of(2, 3, 4), ramp(0));
  }

  @Test
  void readsTheLayoutOfSafetensors() throws IOException {
    TensorFile file = TensorFile.read(resource("python.safetensors"), TensorFileTest::isNoCounter);
    requireTensor(file, "conv1.weight", List.of(2, 3, 4), ramp(0));
    float infinity = Float.POSITIVE_INFINITY;
    requireTensor(
        file,
        "half",
        List.of(8),
        new float[] {1, -2, 65504, 0x1p-24f, -0.0f, infinity, -infinity, 1365 / 4096f});
    requireTensor(file, "brain", List.of(5), new float[] {1, -2, 0.5f, 0x1.c2p127f, -0.0f});
    requireTensor(file, "double", List.of(3), new float[] {0.1f, -infinity, 3});
    requireTensor(file, "scalar", List.of(), new float[] {2.5f});
    assertThat(file.tensors()).hasSize(5);
    assertThat(file.metadata()).containsExactly(Map.entry("format", "pt"));
  }

  @Test
  void onePartOfANetworkIsNamedSo() throws IOException {
    Path part = folder.resolve("model-00001-of-00002.safetensors");
    Files.copy(resource("python.safetensors"), part);
    assertThatThrownBy(() -> TensorFile.read(part))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(part + " is part 1 of 2 of a network");
    Path only = folder.resolve("model-00001-of-00001.safetensors");
    Files.copy(resource("python.safetensors"), only);
    assertThat(TensorFile.read(only, TensorFileTest::isNoCounter).tensors()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"numpy.npz", "python.safetensors"})
  void refusesIntegersByName(String name) {
    assertThatThrownBy(() -> TensorFile.read(resource(name)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("bn1.num_batches_tracked");
  }

  @Test
  void refusesPickledObjects() {
    assertThatThrownBy(() -> TensorFile.read(resource("pickled.npz")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'objects'")
        .hasMessageContaining("pickled");
  }

  private static TensorFile example() {
    float[] random = new float[700];
    Random generator = new Random(3);
    for (int i = 0; i < random.length; i++) {
      random[i] = Float.intBitsToFloat(generator.nextInt());
    }
    return new TensorFile(
        List.of(
            new Tensor("any bits \"quoted\" é", List.of(7, 100), random),
            new Tensor("scalar", List.of(), new float[] {-0.0f}),
            new Tensor("vector", List.of(3), new float[] {1, Float.MIN_VALUE, Float.NaN}),
            new Tensor("none", List.of(2, 0), new float[0])),
        Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.safetensors", "a.npz"})
  void whatIsWrittenIsReadBackBitByBit(String name) throws IOException {
    Path file = folder.resolve(name);
    example().write(file);
    TensorFile read = TensorFile.read(file);
    assertThat(read.tensors()).hasSize(4);
    for (int i = 0; i < 4; i++) {
      Tensor tensor = read.tensors().get(i);
      Tensor written = example().tensors().get(i);
      assertThat(tensor.name()).isEqualTo(written.name());
      assertThat(tensor.shape()).isEqualTo(written.shape());
      assertThat(bits(tensor)).isEqualTo(bits(written));
    }
    Path again = folder.resolve("again-" + name);
    read.write(again);
    assertThat(again).hasSameBinaryContentAs(file);
  }

  private static int[] bits(Tensor tensor) {
    int[] bits = new int[tensor.values().length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(tensor.values()[i]);
    }
    return bits;
  }

  @Test
  void metadataTravelsWithSafetensors() throws IOException {
    Path file = folder.resolve("a.safetensors");
    new TensorFile(List.of(), Map.of("depth", "20", "width", "1")).write(file);
    assertThat(TensorFile.read(file).metadata())
        .containsOnly(Map.entry("depth", "20"), Map.entry("width", "1"));
  }

  @Test
  void singleArrayIsWrittenAsNumpyWouldWriteIt() throws IOException {
    Path file = folder.resolve("single.npy");
    TensorFile.read(resource("single.npy")).write(file);
    assertThat(file).hasSameBinaryContentAs(resource("single.npy"));
    assertThatThrownBy(() -> example().write(file))
        .hasMessage(file + ": an .npy file holds one tensor; found 4; write .safetensors or .npz");
  }

  @Test
  void refusesOtherFileNamesAndMissingFiles() throws IOException {
    Path text = Files.writeString(folder.resolve("weights.pt"), "x");
    assertThatThrownBy(() -> TensorFile.read(text)).hasMessageContaining("safetensors, .npz");
    assertThatThrownBy(() -> example().write(text))
        .hasMessage(text + ": expected a file name that ends in .safetensors or .npz");
    assertThatThrownBy(() -> TensorFile.read(folder.resolve("none.npz")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void refusesAShapeThatDoesNotFitAndARepeatedName() {
    assertThatThrownBy(() -> new Tensor("w", List.of(2, 2), new float[3]))
        .hasMessageContaining("[2, 2]");
    Tensor tensor = new Tensor("w", List.of(1), new float[1]);
    assertThatThrownBy(() -> new TensorFile(List.of(tensor, tensor), Map.of()))
        .hasMessageContaining("'w'");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "CONVEXITY_REFERENCE", matches = ".+")
  void readsNetworksThatPytorchTrained() throws IOException {
    Path networks = Path.of(System.getenv("CONVEXITY_REFERENCE")).resolve("networks");
    TensorFile file = TensorFile.read(networks.resolve("resnet20-identity.safetensors"));
    assertThat(file.metadata()).containsEntry("depth", "20");
    assertThat(file.find("conv1.weight").orElseThrow().shape()).containsExactly(16, 3, 3, 3);
    int learnable =
        file.tensors().stream()
            .filter(tensor -> !tensor.name().contains("running"))
            .mapToInt(tensor -> tensor.values().length)
            .sum();
    assertThat(learnable).isEqualTo(269_722);
  }
}
