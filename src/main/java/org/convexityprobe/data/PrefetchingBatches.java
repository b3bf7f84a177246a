package org.convexityprobe.data;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Makes the batches of another iterator on a thread of its own, a bounded number ahead, in the same
 * order. It measures how long the consumer waited, which tells whether training waits for data.
 *
 * <p>Every batch has arrays of its own, so none is overwritten while it is in use. What the source
 * throws is thrown again to the consumer. The thread is a daemon and starts with the first call of
 * {@link #hasNext} or {@link #next}; {@link #close} ends it. For one consumer thread.
 */
public final class PrefetchingBatches implements DataSetIterator, AutoCloseable {
  private final transient DataSetIterator source;
  private final int ahead;
  private transient Producer producer;
  private transient Message head;
  private long waitedNanos;

  /** What the producer hands over. */
  private sealed interface Message {}

  private record Batch(DataSet data) implements Message {}

  private record End() implements Message {}

  private record Failure(Throwable cause) implements Message {}

  /**
   * Wraps a source, which from now on only this iterator may use.
   *
   * @param source gives the batches
   * @param ahead batches to keep ready, at least 1
   */
  public PrefetchingBatches(DataSetIterator source, int ahead) {
    if (ahead < 1) {
      throw new IllegalArgumentException("batches ahead (%d) must be positive".formatted(ahead));
    }
    this.source = source;
    this.ahead = ahead;
  }

  /** Returns how long the consumer has waited for batches so far, in nanoseconds. */
  public long waitedNanos() {
    return waitedNanos;
  }

  @Override
  public boolean hasNext() {
    return head() instanceof Batch;
  }

  @Override
  public DataSet next() {
    if (head() instanceof Batch batch) {
      head = null;
      return batch.data();
    }
    throw new NoSuchElementException("the epoch has no batch left");
  }

  /** Returns the next message, waiting for it if need be; a failure is thrown. */
  private Message head() {
    if (head == null) {
      if (producer == null) {
        producer = new Producer(source, ahead);
        producer.thread.start();
      }
      long start = System.nanoTime();
      try {
        head = producer.queue.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for a batch", e);
      } finally {
        waitedNanos += System.nanoTime() - start;
      }
    }
    if (head instanceof Failure failure) {
      if (failure.cause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(
          "reading a batch failed: " + failure.cause().getMessage(), failure.cause());
    }
    return head;
  }

  @Override
  public void reset() {
    close();
    source.reset();
  }

  /** Ends the thread and drops the batches that are ready. */
  @Override
  public void close() {
    head = null;
    if (producer != null) {
      producer.stop();
      producer = null;
    }
  }

  /** Fills the queue; one for each pass over the source. */
  private static final class Producer {
    private final BlockingQueue<Message> queue;
    private final Thread thread;

    Producer(DataSetIterator source, int ahead) {
      queue = new ArrayBlockingQueue<>(ahead);
      thread = new Thread(() -> produce(source), "batches");
      thread.setDaemon(true);
    }

    private void produce(DataSetIterator source) {
      try {
        queue.put(lastMessage(source));
      } catch (InterruptedException e) {
        // close() asked for the end: nobody reads the queue any more.
        Thread.currentThread().interrupt();
      }
    }

    private Message lastMessage(DataSetIterator source) throws InterruptedException {
      try {
        while (source.hasNext()) {
          queue.put(new Batch(source.next()));
        }
        return new End();
      } catch (RuntimeException | Error e) {
        return new Failure(e);
      }
    }

    void stop() {
      thread.interrupt();
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public DataSet next(int count) {
    throw new UnsupportedOperationException("batches have the size that the source gives them");
  }

  @Override
  public boolean resetSupported() {
    return source.resetSupported();
  }

  /** Returns false: DL4J need not wrap this iterator in a thread of its own. */
  @Override
  public boolean asyncSupported() {
    return false;
  }

  @Override
  public int inputColumns() {
    return source.inputColumns();
  }

  @Override
  public int totalOutcomes() {
    return source.totalOutcomes();
  }

  @Override
  public int batch() {
    return source.batch();
  }

  @Override
  public void setPreProcessor(DataSetPreProcessor preProcessor) {
    source.setPreProcessor(preProcessor);
  }

  @Override
  public DataSetPreProcessor getPreProcessor() {
    return source.getPreProcessor();
  }

  @Override
  public List<String> getLabels() {
    return source.getLabels();
  }
}
