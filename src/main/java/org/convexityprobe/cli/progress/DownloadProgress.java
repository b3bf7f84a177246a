package org.convexityprobe.cli.progress;

import java.io.PrintWriter;
import org.convexityprobe.data.VerifiedDownload;

/** Shows a download on the terminal, in whole megabytes. */
public final class DownloadProgress implements VerifiedDownload.Progress, AutoCloseable {
  private static final long MEGABYTE = 1_000_000;

  private final String name;
  private final boolean quiet;
  private final PrintWriter log;
  private Progress progress;
  private long shown;

  public DownloadProgress(String name, boolean quiet, PrintWriter log) {
    this.name = name;
    this.quiet = quiet;
    this.log = log;
  }

  @Override
  public void downloaded(long bytes, long size) {
    if (progress == null) {
      progress = new Progress(name, "MB", Math.max(1, size / MEGABYTE), 0, quiet, log);
    }
    long megabytes = bytes / MEGABYTE;
    // After a server that sends everything anew, fewer are present than were shown.
    if (megabytes > shown) {
      progress.step(megabytes - shown);
      shown = megabytes;
    }
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
      progress = null;
    }
  }
}
