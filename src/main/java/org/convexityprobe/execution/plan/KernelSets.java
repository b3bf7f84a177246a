package org.convexityprobe.execution.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.convexityprobe.execution.plan.KernelSetProvider.Loading;

/** The kernel sets on the class path. */
public final class KernelSets {
  private KernelSets() {}

  /** Returns the first kernel set that this machine can run, or why there is none. */
  public static Loading load() {
    List<String> reasons = new ArrayList<>();
    for (KernelSetProvider provider : ServiceLoader.load(KernelSetProvider.class)) {
      Loading loading = provider.load();
      if (loading.kernels().isPresent()) {
        return loading;
      }
      reasons.add(loading.reason());
    }
    return new Loading(
        Optional.empty(),
        reasons.isEmpty() ? "no native kernels are installed" : String.join("; ", reasons));
  }
}
