package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.bytedeco.dnnl.dnnl_stream;

/**
 * What one worker thread owns: a stream and the programs compiled for it, by slice size.
 *
 * @param <P> the programs
 */
final class Worker<P extends AutoCloseable> implements AutoCloseable {
  /** Programs kept: the full slice and a few remainders. */
  private static final int KEPT = 4;

  private final dnnl_stream stream = new dnnl_stream();
  private final Map<Integer, Loaded<P>> programs = new LinkedHashMap<>(KEPT, 0.75f, true);

  Worker() {
    OneDnn.check(
        dnnl_stream_create(stream, OneDnn.engine(), dnnl_stream_default_flags),
        "creating a stream");
  }

  dnnl_stream stream() {
    return stream;
  }

  /**
   * Returns the program for a number of images, loaded with the filters of a version.
   *
   * @param compile makes a program
   * @param load takes over changed filters
   */
  P program(int images, long version, IntFunction<P> compile, Loader<P> load) {
    Loaded<P> loaded = programs.get(images);
    if (loaded == null) {
      evict();
      loaded = new Loaded<>(compile.apply(images));
      programs.put(images, loaded);
    }
    if (loaded.version != version) {
      load.load(loaded.program, stream);
      loaded.version = version;
    }
    return loaded.program;
  }

  private void evict() {
    if (programs.size() >= KEPT) {
      Integer oldest = programs.keySet().iterator().next();
      Closing.close(programs.remove(oldest).program);
    }
  }

  @Override
  public void close() {
    programs.values().forEach(loaded -> Closing.close(loaded.program));
    programs.clear();
    dnnl_stream_destroy(stream);
  }

  /** Takes over changed filters. */
  interface Loader<P> {
    void load(P program, dnnl_stream stream);
  }

  private static final class Loaded<P> {
    final P program;
    long version = -1;

    Loaded(P program) {
      this.program = program;
    }
  }
}
