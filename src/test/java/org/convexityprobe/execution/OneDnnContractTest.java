package org.convexityprobe.execution;

import org.convexityprobe.execution.onednn.OneDnnKernels;

/** oneDNN's kernels keep the contract. */
class OneDnnContractTest extends KernelSetContract {
  @Override
  KernelSet kernels() {
    return OneDnnKernels.load().kernels().orElseThrow();
  }
}
