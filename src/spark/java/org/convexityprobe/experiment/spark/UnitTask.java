package org.convexityprobe.experiment.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.TaskContext;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Environment;
import org.convexityprobe.experiment.work.WorkUnit;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** What an executor does with a unit. It travels to executors by Java's serialisation. */
final class UnitTask extends AbstractFunction1<Iterator<UnitTask.Work>, UnitOutcome>
    implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * A record on its way.
   *
   * @param type its class
   * @param json its components
   */
  record Sent(String type, String json) implements Serializable {
    static Sent of(Object value) {
      return new Sent(value.getClass().getName(), Json.writeLine(value));
    }

    Object read() {
      try {
        return Json.parse(json, Class.forName(type));
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException("this program has no " + type, e);
      }
    }
  }

  /**
   * A unit on its way.
   *
   * @param inputs paths of the files that it reads
   */
  record Work(Sent unit, List<String> inputs) implements Serializable {}

  private final String version;
  private final int threads;
  private final Map<String, SentFile> files;

  /**
   * Prepares the task of all units of a run.
   *
   * @param version of the driver's program
   * @param threads that compute one unit
   * @param files that were sent, by their paths
   */
  UnitTask(String version, int threads, Map<String, SentFile> files) {
    this.version = version;
    this.threads = threads;
    this.files = new HashMap<>(files);
  }

  @Override
  public UnitOutcome apply(Iterator<Work> units) {
    Work work = units.next();
    if (!Environment.program().equals(version)) {
      return UnitOutcome.otherVersion(Environment.program());
    }
    int attempts = TaskContext.get().attemptNumber();
    if (attempts >= SparkSettings.ATTEMPTS - 2) {
      return UnitOutcome.failed(
          new IllegalStateException(
              "the processes that computed it ended %d times; their logs say why"
                  .formatted(attempts)),
          Map.of());
    }
    Map<String, Path> copies = Map.of();
    try {
      copies =
          ReceivedFiles.copies(
              work.inputs().stream().map(files::get).filter(Objects::nonNull).toList());
      WorkUnit<?, ?> unit = (WorkUnit<?, ?>) work.unit().read();
      return UnitOutcome.done(Sent.of(Slot.compute(unit, copies, threads)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UnitOutcome.failed(e, copies);
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      // Other errors end the process; memory may suffice for the next unit.
      return UnitOutcome.failed(e, copies);
    }
  }
}
