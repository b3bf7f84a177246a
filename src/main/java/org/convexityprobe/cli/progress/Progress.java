package org.convexityprobe.cli.progress;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalDouble;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/**
 * Progress with an estimate of the time left: a bar on a terminal, a line now and then in a log.
 */
public final class Progress implements AutoCloseable {
  private static final long LOG_INTERVAL_NANOS = Duration.ofSeconds(30).toNanos();

  private final String task;
  private final String unit;
  private volatile long total;
  private final PrintWriter log;
  private final TerminalLine line;
  private final ProgressBar bar;
  private volatile long done;
  private long nextLog = System.nanoTime() + LOG_INTERVAL_NANOS;

  private final Pace pace = new Pace();
  private volatile String note = "";

  /**
   * Starts.
   *
   * @param total units in all
   * @param done units done in an earlier run
   * @param quiet whether to show nothing
   */
  public Progress(String task, String unit, long total, long done, boolean quiet, PrintWriter log) {
    this.task = task;
    this.unit = unit;
    this.total = total;
    this.done = done;
    this.log = quiet ? null : log;
    this.line = !quiet && isTerminal() ? new TerminalLine(log) : null;
    this.bar =
        line != null
            ? new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .startsFrom(done, Duration.ZERO)
                .setRenderer(
                    (state, width) -> {
                      pace.draw(System.nanoTime());
                      return ProgressLine.of(
                              task, state.getCurrent(), state.getMax(), unit, left(), note())
                          .fit(width);
                    })
                .setConsumer(line)
                .setUpdateIntervalMillis(250)
                .continuousUpdate() // also where nothing changes, for the pace to see a stop
                .build()
            : null;
  }

  @SuppressWarnings("SystemConsoleNull") // built for Java 17, where null means no terminal
  private static boolean isTerminal() {
    return System.console() != null && System.getenv("TERM") != null;
  }

  /** Corrects the number of units in all. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // the bar's thread only reads
  void grow(long units) {
    total += units;
    if (bar != null && units != 0) {
      bar.maxHint(total);
    }
  }

  /** Counts units; one thread does. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // the bar's thread only reads
  public void step(long units) {
    done += units;
    pace.step(System.nanoTime(), units);
    if (bar != null) {
      bar.stepBy(units);
    } else if (log != null && System.nanoTime() >= nextLog) {
      nextLog = System.nanoTime() + LOG_INTERVAL_NANOS;
      log.printf(
          "%s: %d of %d %s, %s%s%n",
          task, done, total, unit, left(), note.isEmpty() ? "" : ", " + note);
      log.flush();
    }
  }

  /** Counts units that took no time. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // the bar's thread only reads
  void skip(long units) {
    done += units;
    if (bar != null) {
      bar.stepBy(units);
    }
  }

  /** Shows a short note beside the progress, such as the last loss. */
  void note(String text) {
    note = text;
  }

  private String note() {
    return note;
  }

  /** Prints a line above the bar. */
  void println(String text) {
    if (log == null) {
      return;
    }
    if (line != null) {
      line.clear(); // The bar draws itself again below.
    }
    log.println(text);
    log.flush();
  }

  private String left() {
    OptionalDouble seconds = pace.secondsFor(total - done);
    return seconds.isEmpty()
        ? "unknown time left"
        : duration(Math.round(seconds.getAsDouble())) + " left";
  }

  /** Returns a duration for people, such as {@code 2 h 05 min}. */
  public static String duration(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    if (minutes < 60) {
      return "%d min %02d s".formatted(minutes, seconds % 60);
    }
    long hours = minutes / 60;
    return hours < 48 ? "%d h %02d min".formatted(hours, minutes % 60) : hours / 24 + " days";
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
