package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.data.ImageSource;
import org.convexityprobe.data.Json;
import org.convexityprobe.data.NumpyWriter;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.CheckpointFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ResNet-8 on images other than CIFAR-10's: trained, probed, evaluated, exported, imported. */
class OtherImagesTest {
  @TempDir private Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static String run(String... arguments) {
    var result = Invocation.of(arguments);
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.OK);
    return result.out();
  }

  private void trainAndProbe(String data) {
    run(
        "train",
        "--depth",
        "8",
        "--data",
        data,
        "--epochs",
        "1",
        "--checkpoint-epochs",
        "0,1",
        "--milestones",
        "1",
        "--batch-size",
        "20",
        "--quiet",
        "--out",
        path("net"));
    run(
        "probe",
        path("net/epoch-001.zip"),
        "--data",
        data,
        "--lines",
        "2",
        "--points",
        "5",
        "--images",
        "20",
        "--quiet",
        "--out",
        path("probe"));
    assertThat(folder.resolve("probe/results.json")).isNotEmptyFile();
  }

  private Checkpoint description(String zip) throws IOException {
    return Json.read(CheckpointFiles.description(Path.of(path(zip))), Checkpoint.class);
  }

  /** Images of Fashion-MNIST's shape, each class brighter than the one before. */
  private void writeIdx(String split, int count) throws IOException {
    Random random = new Random(count);
    ByteArrayOutputStream images = new ByteArrayOutputStream();
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    DataOutputStream imageData = new DataOutputStream(images);
    DataOutputStream labelData = new DataOutputStream(labels);
    for (int number : new int[] {0x803, count, 28, 28}) {
      imageData.writeInt(number);
    }
    labelData.writeInt(0x801);
    labelData.writeInt(count);
    for (int image = 0; image < count; image++) {
      labelData.writeByte(image % 10);
      for (int i = 0; i < 28 * 28; i++) {
        imageData.writeByte(20 * (image % 10) + random.nextInt(50));
      }
    }
    Files.write(folder.resolve(split + "-images-idx3-ubyte"), images.toByteArray());
    Files.write(folder.resolve(split + "-labels-idx1-ubyte"), labels.toByteArray());
  }

  @Test
  void aNetworkIsTrainedAndProbedOnFilesAsFashionMnists() throws IOException {
    writeIdx("train", 60);
    writeIdx("t10k", 20);
    String data = "idx:" + folder;
    assertThat(run("data", "describe", "--data", data)).contains("10 classes, 28×28 grey");
    trainAndProbe(data);
    Checkpoint trained = description("net/epoch-001.zip");
    assertThat(trained.resNet().input()).isEqualTo(new ImageShape(1, 28, 28));
    assertThat(trained.normalization().channels()).isEqualTo(1);
    assertThat(trained.comparesWithPapers()).isFalse();
    run("evaluate", path("net/epoch-001.zip"), "--data", data, "--quiet");
    run(
        "surface",
        path("net/epoch-001.zip"),
        "--data",
        data,
        "--points",
        "3",
        "--images",
        "10",
        "--quiet",
        "--out",
        path("surface"));
    var exported =
        Invocation.of("export", path("net/epoch-001.zip"), "--out", path("w.safetensors"));
    assertThat(exported.code()).as(exported.err()).isEqualTo(ExitCode.OK);
    assertThat(exported.out())
        .startsWith(path("w.safetensors") + ": ")
        .contains(" tensors of ", ", epoch 1");
    run("import", path("w.safetensors"), "--out", path("again.zip"));
    assertThat(description("again.zip").architecture()).isEqualTo(trained.architecture());
    var cifar = Invocation.of("evaluate", path("again.zip"), "--data", "synthetic", "--quiet");
    assertThat(cifar.code()).isEqualTo(ExitCode.USAGE);
    assertThat(cifar.err()).contains("takes images of 1x28x28 (28×28 grey)");
  }

  @Test
  void aNetworkIsTrainedAndProbedOnFilesAsCifar100s() throws IOException {
    for (String file : new String[] {"train.bin", "test.bin"}) {
      byte[] records = new byte[100 * 3074];
      new Random(3).nextBytes(records);
      for (int i = 0; i < 100; i++) {
        records[i * 3074] = (byte) (i / 5);
        records[i * 3074 + 1] = (byte) i;
      }
      Files.write(folder.resolve(file), records);
    }
    trainAndProbe("cifar100:" + folder);
    assertThat(description("net/epoch-001.zip").resNet().classes()).isEqualTo(100);
  }

  @Test
  void aSetOfFloatingPointPixelsWithoutTestImagesIsTrainedOn() throws IOException {
    Random random = new Random(4);
    double[] pixels = random.doubles(40 * 2 * 8 * 9).toArray();
    double[] labels = new double[40];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 3;
    }
    String file = path("x.npz");
    try (OutputStream out = Files.newOutputStream(Path.of(file))) {
      NumpyWriter writer = new NumpyWriter(out);
      writer.add("x", List.of(40, 2, 8, 9), pixels);
      writer.add("y", labels);
      writer.finish();
    }
    trainAndProbe(file);
    assertThat(description("net/epoch-001.zip").metrics().testLoss()).isNull();
    assertThat(Files.readAllLines(folder.resolve("net/training.csv")).get(1)).contains(",,");
    assertThat(run("evaluate", path("net/epoch-001.zip"), "--data", file, "--quiet"))
        .contains("training")
        .doesNotContain("test ");
    var cifar =
        Invocation.of(
            "train",
            "--depth",
            "8",
            "--data",
            file,
            "--normalization",
            "cifar10",
            "--quiet",
            "--out",
            path("other"));
    assertThat(cifar.code()).isEqualTo(ExitCode.USAGE);
    assertThat(cifar.err()).contains("normalisation is for 3 channels", "expected 2");
    var again = Invocation.of("data", "save", "--data", "synthetic", "--to", file);
    assertThat(again.code()).isEqualTo(ExitCode.FILE);
    assertThat(again.err()).contains("is there already");
  }

  @Test
  void theHelpNamesEveryKindOfImages() {
    String help = run("train", "--help").replaceAll("\\s+", "");
    String list = run("data", "list");
    for (ImageSource source : ImageSource.all()) {
      assertThat(help).contains(source.form().equals("DIR") ? "(DIR)" : source.form());
      assertThat(list).contains(source.form(), source.what());
    }
  }
}
