package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what PyTorch wrote (torch/make_torch_files.py), beside what NumPy wrote of the same. */
class TorchFileTest {
  @TempDir private Path folder;

  private static Path file(String name) {
    return TensorFileTest.resource("torch/" + name);
  }

  private static TensorFile read(String name, String key) throws IOException {
    return TensorFile.read(file(name), TorchFileTest::isWeight, key);
  }

  private static TensorFile read(Path copy) throws IOException {
    return TensorFile.read(copy, TorchFileTest::isWeight, null);
  }

  private static boolean isWeight(String name) {
    return !name.endsWith("num_batches_tracked");
  }

  private static void assertSame(Tensor found, Tensor expected) {
    assertThat(found.shape()).as(expected.name()).isEqualTo(expected.shape());
    assertThat(found.values()).as(expected.name()).isEqualTo(expected.values());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"zip.pt", "legacy.pt", "protocol-4.pth", "legacy-protocol-4.pth", "deflated.pt"})
  void viewsTypesAndSharedNumbersAreReadAsPyTorchHasThem(String name) throws IOException {
    List<Tensor> expected = TensorFile.read(file("expected.npz")).tensors();
    TensorFile found = read(name, null);
    assertThat(found.tensors()).hasSameSizeAs(expected).hasSize(15);
    for (Tensor tensor : expected) {
      assertSame(found.find(tensor.name()).orElseThrow(), tensor);
    }
    assertThat(found.notes()).isEmpty();
  }

  @Test
  void bytesOfBigEndianMachinesAreTurned() throws IOException {
    TensorFile expected = TensorFile.read(file("expected.npz"));
    for (Tensor tensor : read("big-endian.pt", null).tensors()) {
      assertSame(tensor, expected.find(tensor.name()).orElseThrow());
    }
  }

  @Test
  void theStateDictOfACheckpointIsFoundAndTheRestNamed() throws IOException {
    TensorFile found = read("checkpoint.pth.tar", null);
    List<Tensor> expected = TensorFile.read(file("checkpoint.npz")).tensors();
    assertThat(found.tensors()).hasSameSizeAs(expected);
    for (Tensor tensor : expected) {
      assertSame(found.find(tensor.name()).orElseThrow(), tensor);
    }
    assertThat(found.notes())
        .singleElement()
        .asString()
        .startsWith("weights: 'state_dict' of a PyTorch file, which also holds epoch = 200, arch =")
        .contains("optimizer", "scheduler", "args");
    assertThat(read("loss-beside.pt", null).tensors()).hasSize(1);
  }

  @Test
  void settingsBesideWeightsAreReadOver() throws IOException {
    assertThat(read("settings.pt", null).tensors().get(0).values()).containsOnly(1);
  }

  @Test
  void oneOfSeveralDictionariesIsAskedFor() throws IOException {
    assertThatThrownBy(() -> read("several.pt", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file("several.pt").toString())
        .hasMessageContaining("--key: 'model.net' (1 tensors), 'ema.shadow' (1 tensors)");
    assertThat(read("several.pt", "ema.shadow").tensors().get(0).values()).containsOnly(2);
    assertThat(read("several.pt", "model.net").tensors().get(0).values()).containsOnly(1);
    assertThat(read("around.pt", ".").tensors().get(0).values()).containsOnly(1);
    assertThat(read("around.pt", "ema").tensors().get(0).values()).containsOnly(2);
    assertThat(read("shared.pt", null).tensors()).hasSize(1);
    assertThat(read("shared.pt", "model").tensors().get(0).values()).containsOnly(1);
    assertThat(read("shared.pt", "ema").tensors().get(0).values()).containsOnly(1);
    assertThatThrownBy(() -> read("shared.pt", "ema.net"))
        .hasMessageContaining("no dictionary of tensors 'ema.net'; it holds 'model' (1 tensors)");
    assertThatThrownBy(() -> read("several.pt", "net"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no dictionary of tensors 'net'; it holds 'model.net'");
    assertThatThrownBy(() -> read("expected.npz", "net"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--key means nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "module.pt | 'torch.nn.modules.container.Sequential'",
        "module-legacy.pt | torch.save(model.state_dict(), 'weights.pt')",
        "tensor.pt | holds one tensor of shape [2]; expected a dictionary of tensors",
        "list.pt | holds a list; expected a dictionary",
        "empty.pt | holds an empty dictionary",
        "no-tensors.pt | holds a dictionary without tensors: epoch = 3",
        "sparse.pt | 'torch._utils._rebuild_sparse_tensor'",
        "quantized.pt | 'torch._utils._rebuild_qtensor'",
        "complex.pt | tensor 'a.weight' has type complex64; expected float64",
        "integers.pt | tensor 'a.weight' has type int32; expected float64",
        "scripted.pt | TorchScript",
        "system.pt | 'posix.system'; only dense tensors",
        "eval.pt | '__builtin__.eval'",
        "getattr.pt | 'builtins.getattr'",
        "itself-as-key.pt | holds a dictionary without tensors: a key that is no text",
        "itself.pt | holds a dictionary without tensors: a",
        "stack-empty.pt | byte 3 of its pickle: its instructions do not fit together",
        "no-end.pt | ends at byte",
        "long-text.pt | announces",
        "long-number.pt | announces 2147483647 bytes",
        "unknown-code.pt | instruction 0xff is not read",
        "extension.pt | instruction 0x82 is not read",
        "instance.pt | instruction 0x69 is not read",
        "many-marks.pt | more than 2097152 instructions",
        "outside.pt | lies outside its storage of 16 bytes",
        "expanded-far.pt | too many for a file of",
        "cut-short.pt | the archive is cut short or damaged",
        "flipped.pt | the numbers of tensor 'a.weight': its checksum is wrong",
        "legacy-cut-short.pt | the data end after fewer than 1600 numbers"
      })
  void whatIsNoWholeDictionaryOfTensorsIsRefusedAndNothingIsRun(String name, String problem) {
    assertThatThrownBy(() -> read(name, null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file(name).toString())
        .hasMessageContaining(problem);
    assertThat(Files.exists(Path.of("/tmp/convexity-was-run"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"expanded-far.pt", "long-text.pt", "long-number.pt"})
  void whatASmallFileAnnouncesTakesNoMemory(String name) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> read(name, null)).isInstanceOf(IOException.class);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 22);
  }

  private Path rewritten(UnaryOperator<byte[]> pickle, String more, byte[] content)
      throws IOException {
    Path copy = folder.resolve("copy.pt");
    try (ZipFile zip = new ZipFile(file("zip.pt").toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        if (!entry.getName().endsWith(more)) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          out.write(entry.getName().endsWith("/data.pkl") ? pickle.apply(bytes) : bytes);
        }
      }
      if (content != null) {
        String pickled =
            zip.stream()
                .map(ZipEntry::getName)
                .filter(n -> n.endsWith("/data.pkl"))
                .findFirst()
                .orElseThrow();
        out.putNextEntry(new ZipEntry(pickled.replace("/data.pkl", more)));
        out.write(content);
      }
    }
    return copy;
  }

  /** PyTorch adds a dictionary to a tensor's description where its numbers are to be negated. */
  private static byte[] negated(byte[] pickle) {
    String text = new String(pickle, StandardCharsets.ISO_8859_1);
    Matcher tuple = Pattern.compile("\\)R(q.|r....)(?=t[qr])", Pattern.DOTALL).matcher(text);
    assertThat(tuple.find()).as("the hooks end the first tensor's description").isTrue();
    return (text.substring(0, tuple.end()) + "}X\3\0\0\0neg\u0088s" + text.substring(tuple.end()))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void numbersThatAreToBeNegatedAreRefused() throws IOException {
    Path copy = rewritten(TorchFileTest::negated, "/none", null);
    assertThatThrownBy(() -> read(copy))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(copy.toString(), "resolve_neg()");
  }

  @Test
  void anUnknownOrderOfBytesIsRefused() throws IOException {
    byte[] middle = "middle".getBytes(StandardCharsets.US_ASCII);
    Path copy = rewritten(UnaryOperator.identity(), "/byteorder", middle);
    assertThatThrownBy(() -> read(copy))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(copy.toString(), "byte order is 'middle'");
  }
}
