package org.convexityprobe.experiment.spark;

import java.io.Serializable;
import org.apache.spark.TaskContext;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Environment;
import org.convexityprobe.experiment.work.WorkUnit;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** What an executor does with a unit. It travels to executors by Java's serialisation. */
final class UnitTask extends AbstractFunction1<Iterator<UnitTask.Sent>, UnitOutcome>
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

  private final String version;
  private final int threads;

  /**
   * Prepares the task of all units of a run.
   *
   * @param version of the driver's program
   * @param threads that compute one unit
   */
  UnitTask(String version, int threads) {
    this.version = version;
    this.threads = threads;
  }

  String version() {
    return version;
  }

  @Override
  public UnitOutcome apply(Iterator<Sent> units) {
    Sent sent = units.next();
    if (!Environment.program().equals(version)) {
      return UnitOutcome.otherVersion(Environment.program());
    }
    int attempts = TaskContext.get().attemptNumber();
    if (attempts >= SparkSettings.ATTEMPTS - 2) {
      return UnitOutcome.failed(
          new IllegalStateException(
              "the processes that computed it ended %d times; their logs say why"
                  .formatted(attempts)));
    }
    try {
      WorkUnit<?, ?> unit = (WorkUnit<?, ?>) sent.read();
      return UnitOutcome.done(Sent.of(Slot.compute(unit, threads)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UnitOutcome.failed(e);
    } catch (Exception | LinkageError e) {
      return UnitOutcome.failed(e);
    }
  }
}
