package org.convexityprobe.execution.onednn;

import org.convexityprobe.execution.plan.KernelSet;
import org.convexityprobe.execution.plan.KernelSetContract;

/** oneDNN's kernels keep the contract. */
class OneDnnContractTest extends KernelSetContract {
  @Override
  protected KernelSet kernels() {
    return OneDnnKernels.load().kernels().orElseThrow();
  }
}
