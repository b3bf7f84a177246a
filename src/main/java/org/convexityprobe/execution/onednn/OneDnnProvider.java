package org.convexityprobe.execution.onednn;

import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.convexityprobe.execution.plan.KernelSetProvider;

/** Loads oneDNN. */
public final class OneDnnProvider implements KernelSetProvider {
  /** Loads the library once: what failed once would fail again, for a worse reason. */
  private static final class Library {
    static final Loading LOADING = tryToLoad();
  }

  @Override
  public Loading load() {
    return Library.LOADING;
  }

  private static Loading tryToLoad() {
    try {
      Class.forName(Pointer.class.getName());
      OneDnn.engine();
      return new Loading(Optional.of(new OneDnnKernels()), "");
    } catch (LinkageError | OneDnnException | ClassNotFoundException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return new Loading(Optional.empty(), "oneDNN's native library cannot be used: " + cause);
    }
  }
}
