package org.convexityprobe.experiment.work;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a process keeps from one unit to the next: of each kind of resource the one that was used
 * last. Units of the same network that follow each other so open it once.
 */
public final class UnitContext implements AutoCloseable {
  private record Kept(Resource<?> key, Object value) {
    void close() {
      if (value instanceof AutoCloseable closeable) {
        try {
          closeable.close();
        } catch (Exception e) {
          throw new IllegalStateException("cannot close " + key, e);
        }
      }
    }
  }

  private final Map<Class<?>, Kept> kept = new HashMap<>();
  private final int threads;
  private final int place;
  private Map<String, Path> copies = Map.of();

  /**
   * Keeps nothing yet.
   *
   * @param threads number of threads for units whose entries do not depend on it
   */
  public UnitContext(int threads) {
    this(threads, 0);
  }

  /**
   * Keeps nothing yet.
   *
   * @param threads number of threads for units whose entries do not depend on it
   * @param place which of the places where units are computed side by side, from 0
   */
  UnitContext(int threads, int place) {
    this.threads = threads;
    this.place = place;
  }

  /** Returns the number of threads for units whose entries do not depend on it. */
  public int threads() {
    return threads;
  }

  /**
   * Returns which of the places where this process computes units side by side, from 0. Where there
   * are several devices, each place has one.
   */
  public int place() {
    return place;
  }

  /**
   * Says where copies of files are that this machine does not have at their own paths.
   *
   * @param places by the paths that units name
   */
  public void useCopies(Map<String, Path> places) {
    copies = Map.copyOf(places);
  }

  /** Returns where a file or folder is here. */
  public Path file(String path) {
    Path copy = copies.get(path);
    return copy == null ? Path.of(path) : copy;
  }

  /**
   * Returns an open resource. Where another one of its kind is open, that is closed first.
   *
   * @throws IOException if it cannot be opened
   */
  @SuppressWarnings("unchecked") // a key is kept with what it opened alone
  public <T> T get(Resource<T> resource) throws IOException {
    Kept known = kept.get(resource.getClass());
    if (known != null && known.key.equals(resource)) {
      return (T) known.value;
    }
    if (known != null) {
      kept.remove(resource.getClass());
      known.close();
    }
    T opened = resource.open(this);
    kept.put(resource.getClass(), new Kept(resource, opened));
    return opened;
  }

  /** Closes and forgets what is kept. */
  public void clear() {
    kept.values().forEach(Kept::close);
    kept.clear();
  }

  @Override
  public void close() {
    clear();
  }
}
