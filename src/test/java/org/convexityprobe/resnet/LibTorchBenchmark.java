package org.convexityprobe.resnet;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.convexityprobe.execution.torch.LibTorch;

/**
 * The peer of {@code bench/resnet.sh} that is newer than Debian's PyTorch: images per second of the
 * network of {@code bench/pytorch_resnet.py} on libtorch, with the better of its two memory
 * layouts. Prints one JSON line.
 */
final class LibTorchBenchmark {
  private static final int WARM_UP = 3;
  private static final double EPSILON = 1e-5;
  private static final double DECAY = 0.1;

  private final int batch;
  private final int repeats;
  private final torch.MemoryFormat layout;
  private final List<Tensor> learned = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private final ConvolutionNorm first;
  private final Tensor dense;
  private final Tensor bias;

  private LibTorchBenchmark(
      int depth, int width, int batch, int repeats, torch.MemoryFormat layout) {
    this.batch = batch;
    this.repeats = repeats;
    this.layout = layout;
    torch.manual_seed(0);
    int channels = 16 * width;
    first = new ConvolutionNorm(3, channels, 3, 1);
    for (int segment = 0; segment < 3; segment++) {
      int outputs = (16 * width) << segment;
      for (int block = 0; block < (depth - 2) / 6; block++) {
        int stride = segment > 0 && block == 0 ? 2 : 1;
        blocks.add(new Block(channels, outputs, stride));
        channels = outputs;
      }
    }
    dense = learned(torch.randn(10, channels).mul(new Scalar(0.05)));
    bias = learned(torch.zeros(10));
  }

  /** Takes depth, width, batch size, repetitions and threads. */
  public static void main(String[] arguments) throws IOException {
    int[] numbers = new int[5];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Integer.parseInt(arguments[i]);
    }
    LibTorch.require();
    torch.set_num_threads(numbers[4]);
    double train = 0;
    double evaluate = 0;
    for (torch.MemoryFormat layout :
        List.of(torch.MemoryFormat.Contiguous, torch.MemoryFormat.ChannelsLast)) {
      LibTorchBenchmark benchmark =
          new LibTorchBenchmark(numbers[0], numbers[1], numbers[2], numbers[3], layout);
      train = Math.max(train, benchmark.train());
      evaluate = Math.max(evaluate, benchmark.evaluate());
    }
    System.out.printf(
        Locale.ROOT,
        "{\"peer\": \"libtorch %s\", \"depth\": %d, \"width\": %d, \"batch\": %d,"
            + " \"train_images_per_s\": %.1f, \"evaluate_images_per_s\": %.1f}%n",
        version(),
        numbers[0],
        numbers[1],
        numbers[2],
        train,
        evaluate);
  }

  /** Returns the version of JavaCPP's build, such as 2.10.0-1.5.13. */
  private static String version() throws IOException {
    Properties properties = new Properties();
    try (InputStream in =
        torch.class.getResourceAsStream("/META-INF/maven/org.bytedeco/pytorch/pom.properties")) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }

  private double train() {
    TensorVector parameters = new TensorVector(learned.toArray(new Tensor[0]));
    SGDOptions options = new SGDOptions(0.1);
    options.momentum().put(0.9);
    options.weight_decay().put(5e-4);
    SGD optimizer = new SGD(parameters, options);
    Tensor images = images();
    Tensor labels = labels();
    return rate(
        () -> {
          optimizer.zero_grad();
          torch.cross_entropy_loss(logits(images, true), labels).backward();
          optimizer.step();
        });
  }

  @SuppressWarnings("try") // the guard is there to be open
  private double evaluate() {
    Tensor images = images();
    Tensor labels = labels();
    try (NoGradGuard guard = new NoGradGuard()) {
      return rate(
          () ->
              torch
                  .cross_entropy_loss(logits(images, false).to(torch.ScalarType.Double), labels)
                  .item_double());
    }
  }

  private Tensor images() {
    return torch.randn(batch, 3, 32, 32).contiguous(layout);
  }

  private Tensor labels() {
    return torch.arange(new Scalar(batch)).remainder(new Scalar(10)).to(torch.ScalarType.Long);
  }

  @SuppressWarnings("try") // the scope is there to be left, not to be used
  private double rate(Runnable action) {
    long start = 0;
    for (int i = -WARM_UP; i < repeats; i++) {
      if (i == 0) {
        start = System.nanoTime();
      }
      try (PointerScope scope = new PointerScope()) {
        action.run();
      }
    }
    return batch * repeats / ((System.nanoTime() - start) / 1e9);
  }

  private Tensor logits(Tensor images, boolean training) {
    Tensor x = torch.relu(first.of(images, training));
    for (Block block : blocks) {
      x = block.of(x, training);
    }
    return x.mean(2, 3).matmul(dense.t()).add(bias);
  }

  private Tensor learned(Tensor tensor) {
    Tensor leaf = tensor.contiguous().detach();
    leaf.set_requires_grad(true);
    learned.add(leaf);
    return leaf;
  }

  /** A convolution and its batch-norm. */
  private final class ConvolutionNorm {
    private final long stride;
    private final long padding;
    private final Tensor weights;
    private final Tensor scale;
    private final Tensor shift;
    private final Tensor mean;
    private final Tensor variance;

    ConvolutionNorm(int inputs, int outputs, int kernel, int stride) {
      this.stride = stride;
      this.padding = kernel / 2;
      double deviation = Math.sqrt(2.0 / (inputs * kernel * kernel));
      Tensor drawn =
          torch
              .randn(outputs, inputs, kernel, kernel)
              .mul(new Scalar(deviation))
              .contiguous(layout);
      drawn.set_requires_grad(true);
      learned.add(drawn);
      weights = drawn;
      scale = learned(torch.ones(outputs));
      shift = learned(torch.zeros(outputs));
      mean = torch.zeros(outputs);
      variance = torch.ones(outputs);
    }

    Tensor of(Tensor x, boolean training) {
      Tensor sums =
          torch.conv2d(
              x,
              weights,
              new TensorOptional(),
              new long[] {stride, stride},
              new long[] {padding, padding},
              new long[] {1, 1},
              1);
      return torch.batch_norm(
          sums,
          new TensorOptional(scale),
          new TensorOptional(shift),
          new TensorOptional(mean),
          new TensorOptional(variance),
          training,
          DECAY,
          EPSILON,
          true);
    }
  }

  /** Two convolutions and a shortcut, with a projection where the shapes differ. */
  private final class Block {
    private final ConvolutionNorm first;
    private final ConvolutionNorm second;
    private final ConvolutionNorm shortcut; // null for the identity

    Block(int inputs, int outputs, int stride) {
      first = new ConvolutionNorm(inputs, outputs, 3, stride);
      second = new ConvolutionNorm(outputs, outputs, 3, 1);
      boolean same = inputs == outputs && stride == 1;
      shortcut = same ? null : new ConvolutionNorm(inputs, outputs, 1, stride);
    }

    Tensor of(Tensor x, boolean training) {
      Tensor inner = second.of(torch.relu(first.of(x, training)), training);
      return torch.relu(inner.add(shortcut == null ? x : shortcut.of(x, training)));
    }
  }
}
