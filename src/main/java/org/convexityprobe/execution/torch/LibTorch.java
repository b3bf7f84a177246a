package org.convexityprobe.execution.torch;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;

/**
 * Loads libtorch, which a build with the Maven profile {@code torch} or {@code torch-gpu} has.
 *
 * <p>All of its files are unpacked before the first is loaded. One of them needs another of the
 * same folder; where that is not there yet, the system's linker takes PyTorch's library of any
 * version that the machine has (Debian's python3-torch installs one in /usr/lib), and the process
 * crashes.
 */
public final class LibTorch {
  private static final String FOLDER = "/org/bytedeco/pytorch/";

  /** What builds of JavaCPP's pytorch are called, that for GPUs first. */
  private static final List<String> EXTENSIONS = List.of("-gpu", "");

  /** Loads the library once: what failed once would fail again, for a worse reason. */
  private static final class Library {
    static final Optional<String> LACKING = load();
  }

  private LibTorch() {}

  /** Returns why libtorch cannot be used here, in words; empty if it can. */
  public static Optional<String> lacking() {
    return Library.LACKING;
  }

  /**
   * Loads the library.
   *
   * @throws IllegalArgumentException if it cannot be loaded
   */
  public static void require() {
    lacking()
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
  }

  private static Optional<String> load() {
    if (folders().isEmpty()) {
      return Optional.of(
          "this build is without libtorch; build with 'mvn -P cpu,torch -DskipTests package' (or"
              + " cpu,torch-gpu), or set CONVEXITY_MAVEN_PROFILE=cpu,torch");
    }
    try {
      for (String folder : folders()) {
        Loader.cacheResources(folder);
      }
      Loader.load(torch.class);
      makeExact();
      return Optional.empty();
    } catch (IOException | LinkageError e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return Optional.of("libtorch cannot be loaded: " + cause.getMessage());
    }
  }

  /**
   * Makes GPUs of NVIDIA's give the same bits at each run, and multiply all bits of single
   * precision: cuDNN's convolutions would round factors to TF32, with 11 significant bits.
   */
  private static void makeExact() {
    Context context = torch.globalContext();
    context.setDeterministicCuDNN(true);
    context.setBenchmarkCuDNN(false);
    context.setAllowTF32CuDNN(false);
    context.setAllowTF32CuBLAS(false);
  }

  /** Returns the folders of native libraries on the class path. */
  private static List<String> folders() {
    return EXTENSIONS.stream()
        .map(extension -> FOLDER + Loader.getPlatform() + extension + "/")
        .filter(folder -> LibTorch.class.getResource(folder) != null)
        .toList();
  }
}
