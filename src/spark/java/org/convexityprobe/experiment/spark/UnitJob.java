package org.convexityprobe.experiment.spark;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.convexityprobe.experiment.work.RunControl;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scala.util.Failure;

/** Units on their way: a job of Spark's with a task for each. What comes back waits in a queue. */
final class UnitJob implements AutoCloseable {
  private static final int POLL_MILLISECONDS = 100;

  /**
   * A unit has come back.
   *
   * @param index its place among the units of the job
   */
  record Arrival(int index, UnitOutcome outcome) {}

  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private SimpleFutureAction<BoxedUnit> action;

  private UnitJob() {}

  /**
   * Submits units; the first ones start first.
   *
   * @param sent the units, and the paths of the files that they read
   * @param pool of Spark's scheduler, which is fair to jobs of different pools
   */
  static UnitJob submit(SparkContext spark, List<UnitTask.Work> sent, UnitTask task, String pool) {
    UnitJob job = new UnitJob();
    List<Object> all = IntStream.range(0, sent.size()).<Object>mapToObj(i -> i).toList();
    spark.setLocalProperty("spark.scheduler.pool", pool);
    spark.setLocalProperty("spark.job.interruptOnCancel", "true");
    job.action =
        spark.<UnitTask.Work, UnitOutcome, BoxedUnit>submitJob(
            JavaSparkContext.fromSparkContext(spark).parallelize(sent, sent.size()).rdd(),
            task,
            CollectionConverters.asScala(all).toSeq(),
            (index, outcome) -> {
              job.arrivals.add(new Arrival((Integer) index, outcome));
              return BoxedUnit.UNIT;
            },
            () -> BoxedUnit.UNIT);
    return job;
  }

  /**
   * Waits for the next unit.
   *
   * @throws IOException if the job has ended, and no unit comes any more
   * @throws CancellationException if the run is to stop
   */
  Arrival next(RunControl<?> control) throws IOException {
    while (true) {
      control.check();
      boolean ended = action.isCompleted();
      Arrival arrival = poll();
      if (arrival != null) {
        return arrival;
      }
      if (ended) {
        throw new IOException("the cluster gave the work up: " + reason());
      }
    }
  }

  private Arrival poll() {
    try {
      return arrivals.poll(POLL_MILLISECONDS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  private String reason() {
    return action.value().get() instanceof Failure<?> failure
        ? failure.exception().getMessage()
        : "units are missing";
  }

  @Override
  public void close() {
    if (!action.isCompleted()) {
      action.cancel();
    }
  }
}
