package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.convexityprobe.RequiredTool;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.execution.torch.LibTorch;
import org.convexityprobe.experiment.result.ProbeFiles;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** TorchScript networks, which every command that measures takes as it takes checkpoints. */
class AnyNetworkTest {
  private static final Path FOLDER =
      Path.of("src/test/resources/org/convexityprobe/network/scripts");

  @TempDir private Path folder;

  private static void requireLibTorch() {
    Assumptions.assumeTrue(LibTorch.lacking().isEmpty(), () -> LibTorch.lacking().orElse(""));
  }

  /** Runs a command on the images of the scripts, without progress. */
  private Invocation run(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    Stream.of(more)
        .map(each -> each.endsWith(".pt") && !each.contains("/") ? FOLDER.resolve(each) : each)
        .forEach(each -> arguments.add(each.toString()));
    if (!arguments.contains("--data")) {
      arguments.addAll(
          List.of("--data", FOLDER + "/images.npz", "--mean", "0.5", "--std", "0.25", "--quiet"));
    }
    if (!arguments.contains("--out") && !command.equals("evaluate")) {
      arguments.addAll(List.of("--out", folder.resolve("run").toString()));
    }
    return Invocation.of(arguments.toArray(String[]::new));
  }

  private Invocation probe(String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of("--lines", "2", "--points", "9"));
    return run("probe", arguments.toArray(String[]::new));
  }

  @Test
  void networksOfOtherCodeAreNoPathAndNoTrajectory() {
    requireLibTorch();
    for (String[] command :
        new String[][] {
          {"path", "mlp-relu.pt", "mlp.pt", "--points", "5"},
          {"surface", "mlp-start.pt", "mlp-relu.pt", "mlp.pt", "--trajectory", "--points", "5"}
        }) {
      String[] more = Arrays.copyOfRange(command, 1, command.length);
      Invocation refused = run(command[0], more);
      assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.USAGE);
      assertThat(refused.err())
          .contains("mlp-relu.pt and ", "mlp.pt compute different outputs from equal parameters");
    }
  }

  @Test
  void anOperatorWithoutDerivativeIsNamed() {
    requireLibTorch();
    assertThat(probe("fast-attention.pt").code()).isEqualTo(ExitCode.OK);
    Invocation hessian = run("hessian", "fast-attention.pt", "--out", folder + "/h");
    assertThat(hessian.code()).isEqualTo(ExitCode.USAGE);
    assertThat(hessian.err())
        .contains("_native_multi_head_attention, of which libtorch has no derivative");
  }

  @Test
  void aNetworkOfAnyKindIsProbedAndGoesOnWhereItStopped() throws IOException {
    requireLibTorch();
    Invocation first = probe("vgg.pt", "mlp.pt");
    assertThat(first.err()).isEmpty();
    assertThat(first.code()).isEqualTo(ExitCode.OK);
    assertThat(first.out()).containsPattern("vgg +[01]\\.").contains("1 network, 2 lines");
    Path run = folder.resolve("run");
    String results = Files.readString(run.resolve("results.json"));
    List<String> journal = Files.readAllLines(run.resolve("journal.jsonl"));
    // As after a kill: without the last line and the results.
    Files.delete(run.resolve("results.json"));
    Files.write(run.resolve("journal.jsonl"), journal.subList(0, journal.size() - 1));
    assertThat(probe("vgg.pt", "mlp.pt").code()).isEqualTo(ExitCode.OK);
    assertThat(lines(run)).isEqualTo(lines(results));
    assertThat(run.resolve("figures/lines-vgg.svg")).exists();
    assertThat(run.resolve("tables/lengths.csv")).content().contains("network,", "\nvgg,,");
    Invocation compared = Invocation.of("compare", run.toString());
    assertThat(compared.out()).contains("mlp", "vgg");
    assertThat(Invocation.of("report", run.toString(), "--out", folder + "/r.html").code())
        .isEqualTo(ExitCode.OK);
    // Nothing says how these two differ in epoch, width or depth.
    assertThat(folder.resolve("r.html"))
        .content()
        .contains("vgg", "mlp", "class=\"chart lines\"")
        .doesNotContain("class=\"chart lengths\"");
  }

  private static Object lines(Path run) throws IOException {
    return lines(Files.readString(run.resolve("results.json")));
  }

  private static Object lines(String results) throws IOException {
    return new ObjectMapper().readTree(results).get("checkpoints").get(1).get("lines");
  }

  @Test
  void halfPrecisionIsSaidToBeConverted() {
    requireLibTorch();
    assertThat(probe("half.pt", "--output", "1").out())
        .contains("parameters of half precision were converted to single precision");
  }

  @Test
  void everyCommandThatMeasuresTakesIt() throws IOException {
    requireLibTorch();
    Invocation surface = run("surface", "vgg.pt", "--points", "3", "--out", folder + "/s");
    assertThat(surface.err()).isEmpty();
    assertThat(folder.resolve("s/surface-vgg.npz")).exists();
    Invocation path =
        run("path", "vgg-start.pt", "vgg.pt", "--points", "5", "--out", folder + "/p");
    assertThat(path.err()).isEmpty();
    assertThat(folder.resolve("p/alignment.csv")).content().contains("/vgg-start.pt,,1.151");
    // The loss at each end is that network's own, with its own running statistics, as PyTorch's.
    assertThat(path.out()).contains("star-convex").containsPattern("vgg-start .* 1.151 +0.05804 ");
    Invocation evaluated = run("evaluate", "vgg.pt");
    assertThat(run("evaluate", "vgg-start.pt").out()).contains("1.151193");
    assertThat(evaluated.out()).containsPattern("training +24 +24 +100.00 %");
    Invocation hessian =
        run(
            "hessian",
            "mlp.pt",
            "--steps",
            "8",
            "--probes",
            "2",
            "--probe-steps",
            "3",
            "--out",
            folder + "/h");
    assertThat(hessian.err()).isEmpty();
    assertThat(hessian.out()).contains("largest eigenvalues");
    Invocation conventions =
        run(
            "sensitivity",
            "vgg.pt",
            "--batch-norms",
            "running",
            "--images",
            "24",
            "--lines",
            "1",
            "--points",
            "5",
            "--out",
            folder + "/c");
    assertThat(conventions.err()).isEmpty();
    Invocation report =
        Invocation.of(
            "report",
            folder + "/s",
            folder + "/p",
            folder + "/h",
            folder + "/c",
            "--out",
            folder + "/r.html");
    assertThat(report.code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void conventionsThatANetworkCannotFollowAreLeftOutAndNamed() throws IOException {
    requireLibTorch();
    String[] study = {
      "vgg.pt", "--lines", "1", "--points", "5", "--normalization-directions", "ignore"
    };
    Invocation conventions = run("sensitivity", study);
    assertThat(conventions.code()).as(conventions.err()).isEqualTo(ExitCode.OK);
    assertThat(conventions.out())
        .containsPattern("ignore +running +5 +24 ")
        .contains("note: batch-norm batch is left out: --batch-norm batch is not possible: ")
        .contains("note: batch-norm recalibrated is left out: ");
    assertThat(folder.resolve("run/sensitivity.md")).content().contains("Note: batch-norm batch");
    Invocation refused =
        run(
            "sensitivity",
            "vgg.pt",
            "--batch-norms",
            "running,batch",
            "--out",
            folder + "/refused");
    assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("--batch-norm batch is not possible").hasLineCount(1);
    assertThat(folder.resolve("refused")).doesNotExist();
  }

  @Test
  void lossesOfAllKindsAndAdaptiveScansArePossible() {
    requireLibTorch();
    for (List<String> loss :
        List.of(
            List.of("--loss", "mse"),
            List.of("--loss", "bce"),
            List.of("--label-smoothing", "0.1", "--class-weights", "1,2,0.5"),
            List.of("--scan", "adaptive"),
            List.of("--cross-check", "slope", "--execution", "torch", "--precision", "float64"))) {
      List<String> arguments = new ArrayList<>(loss);
      arguments.addAll(List.of("mlp.pt", "--out", folder + "/" + loss.get(1)));
      Invocation probed = probe(arguments.toArray(String[]::new));
      assertThat(probed.err()).as(loss.toString()).isEmpty();
      assertThat(probed.code()).isEqualTo(ExitCode.OK);
    }
  }

  @Test
  void epochsOfOneNetworkAreComparedByWhatItsOwnerSays() throws IOException {
    requireLibTorch();
    Path start = Files.copy(FOLDER.resolve("vgg-start.pt"), folder.resolve("a.pt"));
    Path end = Files.copy(FOLDER.resolve("vgg.pt"), folder.resolve("b.pt"));
    Files.writeString(folder.resolve("a.label.json"), "{\"name\": \"VGG\", \"epoch\": 0}");
    Files.writeString(folder.resolve("b.label.json"), "{\"name\": \"VGG\", \"epoch\": 60}");
    Invocation probed = probe(start.toString(), end.toString());
    assertThat(probed.err()).isEmpty();
    assertThat(probed.out()).contains("VGG, epoch 0", "VGG, epoch 60", "60 minus 0");
    assertThat(folder.resolve("run/lines-VGG-epoch-060.csv")).exists();
    Invocation.of("report", folder.resolve("run").toString(), "--out", folder + "/epochs.html");
    assertThat(folder.resolve("epochs.html"))
        .content()
        .contains("class=\"chart lines\"")
        .containsPattern("\"name\" ?: ?\"VGG\"[^}]*\"epoch\" ?: ?60")
        .containsOnlyOnce("class=\"chart lengths\"");
    Files.writeString(folder.resolve("b.label.json"), "{\"epochs\": 60}");
    Invocation wrong = probe(end.toString(), "--out", folder + "/wrong");
    assertThat(wrong.code()).isEqualTo(ExitCode.FILE);
    assertThat(wrong.err()).contains("b.label.json", "unknown key 'epochs'");
  }

  @Test
  void filtersAreListedAndCanBeChosen() {
    requireLibTorch();
    Path network = FOLDER.resolve("decoder.pt");
    Invocation listed =
        Invocation.of("probe", network.toString(), "--filters", "--filter", "l.*=whole");
    assertThat(listed.err()).isEmpty();
    assertThat(listed.out())
        .containsPattern("l.weight +\\[8, 64\\] +1 of 512 +random, each filter of its own norm")
        .containsPattern("up.weight +\\[2, 3, 2, 2\\] +3 columns of 8 ")
        .containsPattern("up.bias +\\[3\\] +random, of its own norm")
        .containsPattern("scale +buffer +never moves");
    assertThat(probe("decoder.pt", "--filter", "up.*=fixed").code()).isEqualTo(ExitCode.OK);
    refuses(ExitCode.USAGE, List.of("mlp.pt", "--filter", "conv*=rows"), "matches no parameter");
  }

  /** The losses of one line, and where it is convex. */
  private static List<JsonNode> line(Path run, int line) throws IOException {
    JsonNode found =
        new ObjectMapper()
            .readTree(Files.readString(run.resolve("results.json")))
            .get("checkpoints")
            .get(0)
            .get("lines")
            .get(line);
    return List.of(found.get("values"), found.get("run"));
  }

  @Test
  void aResNetHasTheSameLengthsAsCheckpointAndAsTorchScript() throws IOException {
    requireLibTorch();
    String checkpoint = folder + "/resnet8.zip";
    Invocation imported =
        Invocation.of(
            "import",
            FOLDER + "/resnet8-state.pt",
            "--input",
            "3x8x8",
            "--normalization",
            "cifar10",
            "--out",
            checkpoint);
    assertThat(imported.err()).isEmpty();
    List<String> how =
        List.of("--data", "synthetic:8", "--train-images", "40", "--images", "20", "--points", "9");
    Path own = folder.resolve("own");
    List<String> first = new ArrayList<>(List.of("probe", checkpoint, "--save-directions"));
    first.addAll(how);
    first.addAll(List.of("--lines", "2", "--quiet", "--out", own.toString()));
    assertThat(Invocation.of(first.toArray(String[]::new)).err()).isEmpty();
    for (int i = 0; i < 2; i++) {
      Path theirs = folder.resolve("theirs" + i);
      List<String> second =
          new ArrayList<>(
              List.of(
                  "probe", FOLDER + "/resnet8.pt", "--normalization", "cifar10", "--direction"));
      second.add(own + "/directions/resnet8-k1-epoch-000/line-00%d.safetensors".formatted(i));
      second.addAll(how);
      second.addAll(List.of("--quiet", "--out", theirs.toString()));
      assertThat(Invocation.of(second.toArray(String[]::new)).err()).isEmpty();
      assertThat(line(theirs, 0).get(1)).isEqualTo(line(own, i).get(1));
      for (int point = 0; point < 9; point++) {
        double loss = line(own, i).get(0).get(point).asDouble();
        // Single precision on both sides: nine layers of sums of up to 576 products.
        assertThat(line(theirs, 0).get(0).get(point).asDouble())
            .isCloseTo(loss, within(1e-4 * loss));
      }
    }
  }

  private void refuses(int code, List<String> arguments, String... parts) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--out", folder + "/refused"));
    Invocation refused = probe(all.toArray(String[]::new));
    assertThat(refused.code()).as(refused.err()).isEqualTo(code);
    assertThat(refused.err()).contains(parts).hasLineCount(1);
  }

  @Test
  void whatCannotBeProbedIsOneLine() throws IOException {
    requireLibTorch();
    refuses(ExitCode.USAGE, List.of("transformer.pt"), "a dictionary", "--output");
    refuses(ExitCode.USAGE, List.of("tuple.pt"), "a tuple of 2", "--output");
    assertThat(probe("transformer.pt", "--output", "logits").code()).isEqualTo(ExitCode.OK);
    refuses(ExitCode.USAGE, List.of("vgg.pt", "--output", "0"), "--output 0 has no effect");
    refuses(ExitCode.FILE, List.of("state-dict.pt"), "convexity import", "torch.jit.trace");
    refuses(ExitCode.USAGE, List.of("fixed-batch.pt"), "size of its batch");
    refuses(ExitCode.USAGE, List.of("moves-to-gpu.pt"), "moves-to-gpu.pt", "CUDA");
    refuses(ExitCode.NUMERICAL, List.of("nan.pt"), "l.weight holds NaN");
    refuses(ExitCode.FILE, List.of("no-parameters.pt"), "no parameters");
    refuses(ExitCode.FILE, List.of("shared-buffer.pt"), "share their numbers");
    refuses(ExitCode.USAGE, List.of("one-logit.pt"), "gives 1 numbers an image", "3 classes");
    refuses(
        ExitCode.USAGE,
        List.of("mlp.pt", "--data", "synthetic:8", "--train-images", "100"),
        "[100, 3, 8, 8]");
    refuses(ExitCode.USAGE, List.of("vgg.pt", "--batch-norm", "batch"), "--batch-norm batch");
    refuses(ExitCode.USAGE, List.of("trained-trace.pt"), "--batch-norm batch");
    refuses(
        ExitCode.USAGE,
        List.of("vgg.pt", "--batch-norm", "recalibrated"),
        "--batch-norm recalibrated is not possible");
    refuses(ExitCode.USAGE, List.of("vgg.pt", "--execution", "native"), "--execution native");
    refuses(
        ExitCode.USAGE,
        List.of("vgg.pt", "--class-weights", "1,2"),
        "--class-weights has 2 numbers, but the images have 3 classes");
    refuses(
        ExitCode.USAGE,
        List.of("vgg.pt", "--loss", "mse", "--label-smoothing", "0.1"),
        "--loss is mse; label smoothing and class weights are for cross-entropy");
    refuses(ExitCode.USAGE, List.of("vgg.pt", "--label-smoothing", "2"), "expected 0 to 1");
  }

  @Test
  void filesOfOneLabelAreRefusedBeforeTheyAreProbed() throws IOException {
    List<String> files = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      Path file = folder.resolve(name + ".pt");
      files.add(Files.copy(FOLDER.resolve("vgg.pt"), file).toString());
      Files.writeString(folder.resolve(name + ".label.json"), "{\"name\": \"VGG\", \"epoch\": 60}");
    }
    refuses(
        ExitCode.USAGE,
        files,
        "a.pt and ",
        "b.pt have the same label (VGG, epoch 60); give one of them, or add \"seed\" to each label");
    assertThat(folder.resolve("refused")).doesNotExist();
    Files.writeString(
        folder.resolve("b.label.json"), "{\"name\": \"VGG\", \"epoch\": 60, \"seed\": 2}");
    ProbeFiles.requireDistinct(files.stream().map(Path::of).toList());
  }

  @Test
  void codeUnderTheNameOfACheckpointDoesNotRun() throws IOException {
    Path zip = Files.copy(FOLDER.resolve("vgg.pt"), folder.resolve("epoch-000.zip"));
    refuses(ExitCode.FILE, List.of(zip.toString()), "whose code would run", "if you trust it");
  }

  @Test
  void rowsOfATableAreVectors() throws IOException {
    requireLibTorch();
    StringBuilder table = new StringBuilder("label,a,b,c,d\n");
    for (int row = 0; row < 20; row++) {
      table.append("%d,%d,%d,%d,%d%n".formatted(row % 3, row, row * row, -row, 7 * row % 5));
    }
    Path csv = Files.writeString(folder.resolve("table.csv"), table);
    Invocation probed =
        Invocation.of(
            "evaluate", FOLDER.resolve("table.pt").toString(), "--data", "csv:" + csv, "--quiet");
    assertThat(probed.err()).isEmpty();
    assertThat(probed.out()).containsPattern("training +20 ");
  }

  /** Writes a network that is no ResNet of this program. */
  private Path zipOfDl4j() throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(new DenseLayer.Builder().nIn(64).nOut(5).activation(Activation.TANH).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(5)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    Path zip = folder.resolve("mine.zip");
    ModelSerializer.writeModel(network, zip.toFile(), true);
    return zip;
  }

  @Test
  void aRunDoesNotGoOnWithAnotherLabel() throws IOException {
    String zip = zipOfDl4j().toString();
    Path label = folder.resolve("mine.label.json");
    Files.writeString(label, "{\"seed\": 1}");
    assertThat(probe(zip).code()).isEqualTo(ExitCode.OK);
    Files.writeString(label, "{\"seed\": 2}"); // and so other directions
    Invocation changed = probe(zip);
    assertThat(changed.code()).isEqualTo(ExitCode.FILE);
    assertThat(changed.err()).contains("put these files back as they were", label + ": ");
    Files.delete(label);
    assertThat(probe(zip).err()).contains(label + ": ", " there, null now");
  }

  @Test
  void aZipOfDl4jIsMeasuredByTheLossOfItsOutputLayer() throws IOException {
    Path zip = zipOfDl4j();
    Invocation probed = probe(zip.toString());
    assertThat(probed.code()).isEqualTo(ExitCode.OK);
    assertThat(probed.out()).containsPattern("mine +[01]\\.").contains("1 network, 2 lines");
    Invocation path = run("path", zip.toString(), zip + "", "--out", folder + "/p");
    assertThat(path.err()).contains("is given twice");
    Invocation.of("report", folder.resolve("run").toString(), "--out", folder + "/own.html");
    assertThat(folder.resolve("own.html")).content().contains("class=\"chart lines\"", "mine");
    refuses(ExitCode.USAGE, List.of(zip.toString(), "--loss", "mse"), "use --loss cross-entropy");
    refuses(
        ExitCode.USAGE,
        List.of(zip.toString(), "--data", "synthetic:8", "--train-images", "100"),
        "mine has 3 outputs, but synthetic has 10 classes");
  }

  @Test
  void otherCommandsNameTheOneThatWantsATorchScriptFile() {
    String network = FOLDER.resolve("vgg.pt").toString();
    assertThat(Invocation.of("export", network, "--out", folder + "/n.npz").err())
        .contains("TorchScript", "convexity probe");
    Invocation imported =
        Invocation.of("import", network, "--normalization", "cifar10", "--out", folder + "/n.zip");
    assertThat(imported.err()).contains("TorchScript", "convexity probe");
  }

  @Test
  void thePythonExamplesReadTheResults() throws IOException, InterruptedException {
    requireLibTorch();
    RequiredTool.require(
        "Python with pandas and matplotlib", python("import pandas, numpy, matplotlib") == 0);
    Files.createDirectories(folder.resolve("runs"));
    Path copy = Files.copy(FOLDER.resolve("vgg.pt"), folder.resolve("net.pt"));
    assertThat(probe(copy.toAbsolutePath().toString(), "--out", folder + "/runs/net").code())
        .isEqualTo(ExitCode.OK);
    List<String> programs =
        Pattern.compile("```python\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("docs/python.md")))
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();
    assertThat(programs).hasSize(2);
    for (String program : programs) {
      assertThat(python(program)).as(program).isZero();
    }
    assertThat(folder.resolve("lines.png")).exists();
  }

  private int python(String program) throws IOException, InterruptedException {
    Path file = folder.resolve("program.py");
    Files.writeString(file, program, StandardCharsets.UTF_8);
    try {
      Process process =
          new ProcessBuilder("/usr/bin/python3", file.toString())
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("python.log").toFile())
              .start();
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      return process.exitValue();
    } catch (IOException e) {
      return -1; // no Python here
    }
  }
}
