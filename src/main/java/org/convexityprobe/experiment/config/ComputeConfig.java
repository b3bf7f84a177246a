package org.convexityprobe.experiment.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bytedeco.openblas.global.openblas;
import org.convexityprobe.execution.torch.Precision;
import org.convexityprobe.execution.torch.TorchSettings;
import org.convexityprobe.experiment.ConvolutionCache;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.network.ConvolutionChoice;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.Way;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How an experiment is computed. Part of its identity, since the order of sums, and so the last
 * bits of a result, depend on it.
 *
 * @param execution stock DL4J or faster
 * @param threads number of threads
 * @param device where libtorch computes, such as {@code cuda:0}, or {@code cuda:0,cuda:1} for units
 *     of work side by side; null for the processor, and for other executions than libtorch
 * @param precision in which libtorch computes; null for single precision, and for others
 * @param convolution how native kernels compute convolutions of losses and in training; see {@link
 *     ConvolutionChoice}. Null for directly, as in runs of versions that had no choice
 */
public record ComputeConfig(
    Way execution, int threads, String device, Precision precision, String convolution) {
  /** Checks the number, and that settings have an effect. */
  public ComputeConfig {
    if (threads < 1 || threads > 1024) {
      throw new IllegalArgumentException("threads is %d; expected 1 to 1024".formatted(threads));
    }
    convolution = effective(convolution, execution);
    requireTorch("device", device, execution);
    requireTorch("precision", precision, execution);
    if (execution == Way.TORCH) {
      named(device).forEach(each -> settings(each, precision));
    }
  }

  /** How an experiment is computed without libtorch, or with its defaults. */
  public ComputeConfig(Way execution, int threads) {
    this(execution, threads, null, null);
  }

  /** How an experiment is computed, its convolutions directly. */
  public ComputeConfig(Way execution, int threads, String device, Precision precision) {
    this(execution, threads, device, precision, null);
  }

  /** Returns a choice, or null where it is to compute directly, or nothing is left to choose. */
  private static String effective(String convolution, Way execution) {
    if (convolution == null || convolution.equals(ConvolutionChoice.DIRECT)) {
      return null;
    }
    ConvolutionChoice.require(convolution);
    if (execution == Way.AUTO || execution == Way.NATIVE) {
      return convolution;
    }
    if (convolution.equals(ConvolutionChoice.AUTO)) {
      return null;
    }
    throw new IllegalArgumentException(
        "convolution is %s; it has no effect without --execution auto or native; leave it out"
            .formatted(convolution));
  }

  private static void requireTorch(String name, Object value, Way execution) {
    if (value != null && execution != Way.TORCH) {
      throw new IllegalArgumentException(
          "%s is %s; it has no effect without --execution torch; add that, or leave %1$s out"
              .formatted(name, value));
    }
  }

  /** Returns the fastest way, on all cores. */
  public static ComputeConfig defaults() {
    return new ComputeConfig(
        Way.AUTO, Runtime.getRuntime().availableProcessors(), null, null, ConvolutionChoice.AUTO);
  }

  /**
   * Returns how networks are trained then: {@code BF16X2}, which is for losses alone, is replaced
   * by {@code AUTO}.
   */
  ComputeConfig ofTraining() {
    Way trained = execution == Way.BF16X2 ? Way.AUTO : execution;
    return new ComputeConfig(trained, threads, device, precision, convolution);
  }

  /**
   * Returns the same with the choice of convolutions made: that of the run which a folder holds, or
   * else that of a timing on this machine. A run that goes on is computed as it began.
   *
   * @param folder the folder of the run, which need not exist
   * @throws IOException if its manifest cannot be read
   */
  public ComputeConfig in(Path folder) throws IOException {
    if (!ConvolutionChoice.AUTO.equals(convolution)) {
      return this;
    }
    Path file = folder.resolve(Manifest.FILE);
    return Files.exists(file) && RunFolder.holdsWork(folder)
        ? with(recorded(Manifest.read(file)))
        : with(timed());
  }

  private ComputeConfig with(String choice) {
    return new ComputeConfig(execution, threads, device, precision, choice);
  }

  /** Returns a run's choice; null in runs of versions that had none. */
  private static String recorded(Manifest manifest) {
    return manifest.configuration().get("compute") instanceof Map<?, ?> compute
            && compute.get("convolution") instanceof String choice
        ? choice
        : null;
  }

  private static String timed() {
    return ConvolutionCache.ofThisMachine().get(ConvolutionChoice::timed);
  }

  /** Returns the devices that a setting names; null alone for none. */
  private static List<String> named(String device) {
    return device == null ? Collections.singletonList(null) : List.of(device.split(",", -1));
  }

  /** Returns how many devices compute units of work side by side. */
  public int places() {
    return named(device).size();
  }

  /**
   * Returns how a unit of work is computed.
   *
   * @param place where, from 0; places share devices in turn where there are more
   */
  public ComputeConfig at(int place) {
    List<String> devices = named(device);
    return new ComputeConfig(
        execution, threads, devices.get(place % devices.size()), precision, convolution);
  }

  /**
   * Checks that no more than one device is named.
   *
   * @param what what takes one device
   * @throws IllegalArgumentException if there are more
   */
  public void requireOneDevice(String what) {
    if (places() > 1) {
      throw new IllegalArgumentException(
          "device is %s; %s takes one device".formatted(device, what));
    }
  }

  /**
   * Returns what computes networks.
   *
   * @throws IllegalArgumentException if several devices are named; see {@link #at}
   */
  public Execution networks() {
    if (execution == Way.TORCH) {
      return Execution.torch(settings(device, precision));
    }
    Execution direct = Execution.of(execution);
    if (convolution == null) {
      return direct;
    }
    return direct.withConvolutions(
        convolution.equals(ConvolutionChoice.AUTO) ? timed() : convolution);
  }

  private static TorchSettings settings(String device, Precision precision) {
    return new TorchSettings(
        device == null ? TorchSettings.DEFAULT.device() : device,
        precision == null ? TorchSettings.DEFAULT.precision() : precision);
  }

  /**
   * Makes the numerical libraries use this many threads.
   *
   * @throws IllegalArgumentException if this machine cannot compute this way
   */
  public void apply() {
    for (int place = 0; place < places(); place++) {
      (execution == Way.TORCH ? at(place).networks() : Execution.of(execution)).requirePossible();
    }
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    Nd4j.getEnvironment().setMaxThreads(threads);
    openblas.blas_set_num_threads(threads);
  }
}
