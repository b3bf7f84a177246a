package org.convexityprobe.execution.onednn;

/** A call of oneDNN that failed, with its status. */
public final class OneDnnException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String[] STATUS = {
    "success",
    "out of memory",
    "invalid arguments",
    "unimplemented",
    "last implementation reached",
    "runtime error",
    "not required"
  };

  OneDnnException(String action, int status) {
    super(
        "oneDNN failed %s: %s"
            .formatted(action, status < STATUS.length ? STATUS[status] : "status " + status));
  }
}
