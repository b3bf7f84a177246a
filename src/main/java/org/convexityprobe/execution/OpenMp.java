package org.convexityprobe.execution;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The OpenMP threads of ND4J's operations and of native kernels, which share one runtime.
 *
 * <p>Each thread that runs parallel operations leads a team of its own. As soon as all teams
 * together have more threads than the machine has cores, waiting threads go to sleep after
 * microseconds, and each primitive then waits for them to wake: 80 µs instead of 2 for a small one,
 * a tenth of a training step of ResNet-56. So where native kernels lead a team, all other threads
 * must work alone, from their first operation on.
 */
public final class OpenMp {
  private OpenMp() {}

  /**
   * Sets how many threads the operations that the calling thread starts may use.
   *
   * @return the number before
   */
  public static int useThreads(int threads) {
    Nd4j.getExecutioner(); // loads the library
    NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
    int before = operations.ompGetMaxThreads();
    if (before != threads) {
      operations.setOmpNumThreads(threads);
    }
    return before;
  }
}
