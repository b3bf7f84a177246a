package org.convexityprobe.execution.onednn;

import org.convexityprobe.execution.plan.KernelSet;
import org.convexityprobe.execution.plan.KernelSetContract;
import org.convexityprobe.execution.plan.KernelSets;

/** oneDNN's kernels keep the contract. */
class OneDnnContractTest extends KernelSetContract {
  @Override
  protected KernelSet kernels() {
    return KernelSets.load().kernels().orElseThrow();
  }
}
