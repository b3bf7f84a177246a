package org.convexityprobe.execution.torch;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;

/**
 * Where and in which precision libtorch computes.
 *
 * @param device {@code cpu}, {@code cuda}, {@code cuda:} and a number, or {@code mps}
 * @param precision of parameters and activations
 */
public record TorchSettings(String device, Precision precision) {
  private static final Pattern DEVICE = Pattern.compile("cpu|mps|cuda(?::(\\d{1,2}))?");

  /** The processor, in single precision. */
  public static final TorchSettings DEFAULT = new TorchSettings("cpu", Precision.FLOAT32);

  /** Checks the name of the device. */
  public TorchSettings {
    Objects.requireNonNull(precision, "precision");
    device = device.toLowerCase(Locale.ROOT);
    if (!DEVICE.matcher(device).matches()) {
      throw new IllegalArgumentException(
          "device is '%s'; expected cpu, cuda, cuda:N with the number of a GPU, or mps"
              .formatted(device));
    }
    if (device.equals("mps") && precision == Precision.FLOAT64) {
      throw new IllegalArgumentException(
          "device mps has no double precision; use --precision float32, or --device cpu");
    }
  }

  /** Returns why this machine cannot compute so, in words; empty if it can. */
  public Optional<String> lacking() {
    return LibTorch.lacking().or(this::lackingDevice);
  }

  private Optional<String> lackingDevice() {
    if (device.equals("mps")) {
      return torch.hasMPS()
          ? Optional.empty()
          : Optional.of("this build of libtorch finds no GPU of Apple's (mps); use --device cpu");
    }
    if (device.equals("cpu")) {
      return Optional.empty();
    }
    int count = torch.cuda_is_available() ? torch.cuda_device_count() : 0;
    if (count == 0) {
      return Optional.of(
          "libtorch finds no GPU of NVIDIA's; that takes a build with 'mvn -P cpu,torch-gpu"
              + " -DskipTests package', NVIDIA's driver, CUDA 13 and cuDNN 9; or use --device cpu");
    }
    Matcher name = DEVICE.matcher(device);
    int asked = name.matches() && name.group(1) != null ? Integer.parseInt(name.group(1)) : 0;
    return asked < count
        ? Optional.empty()
        : Optional.of(
            "there are %d GPUs, cuda:0 to cuda:%d; asked for was %s"
                .formatted(count, count - 1, device));
  }

  /** Returns libtorch's name of the device. */
  Device torchDevice() {
    return new Device(device);
  }
}
