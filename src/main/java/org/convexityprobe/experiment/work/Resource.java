package org.convexityprobe.experiment.work;

import java.io.IOException;

/**
 * Something that several units need and that takes time to open, such as a network on its images.
 * The record says what it is, and is its key in a {@link UnitContext}.
 *
 * @param <T> what it is when it is open; closed with the context if it is {@code AutoCloseable}
 */
public interface Resource<T> {
  /**
   * Opens it.
   *
   * @param context for other resources that it is made of
   * @throws IOException if a file cannot be read, or is another one than was named
   */
  T open(UnitContext context) throws IOException;
}
