package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_strides;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_tag;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_get_data_handle;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.convexityprobe.execution.OutOfNativeMemoryError;

/** Owns native memory and handles, and frees all of them, last first, when closed. */
final class Arena implements AutoCloseable {
  /** Bytes of a cache line, to which buffers are aligned. */
  private static final int LINE = 64;

  private final String purpose;
  private final Deque<Runnable> releases = new ArrayDeque<>();
  private long bytes;

  Arena(String purpose) {
    this.purpose = purpose;
  }

  /** Runs {@code release} when the arena is closed. */
  void onClose(Runnable release) {
    releases.push(release);
  }

  /** Returns the bytes of all buffers. */
  long bytes() {
    return bytes;
  }

  /** Allocates a buffer of zeros that starts at a cache line. */
  BytePointer buffer(long size) {
    long free = Pointer.availablePhysicalBytes();
    if (size > free) {
      throw new OutOfNativeMemoryError(purpose, bytes + size, bytes + free);
    }
    BytePointer raw;
    try {
      raw = new BytePointer(size + LINE);
    } catch (OutOfMemoryError e) {
      long limit = Pointer.maxBytes() > 0 ? Pointer.maxBytes() - Pointer.totalBytes() : free;
      long left = Math.max(0, Math.min(free, limit));
      OutOfNativeMemoryError described =
          new OutOfNativeMemoryError(purpose, bytes + size, bytes + left);
      described.initCause(e);
      throw described;
    }
    onClose(raw::close);
    bytes += size;
    Pointer.memset(raw, 0, size + LINE);
    return raw.getPointer(Math.floorMod(-raw.address(), (long) LINE));
  }

  /** Returns a buffer of so many single-precision numbers, all 0. */
  FloatPointer numbers(long count) {
    return new FloatPointer(buffer(count * Float.BYTES));
  }

  /** Describes a dense single-precision tensor. */
  dnnl_memory_desc describe(int tag, long... dimensions) {
    return describeAs(dnnl_f32, tag, dimensions);
  }

  /** Describes a dense tensor of a type. */
  dnnl_memory_desc describeAs(int type, int tag, long... dimensions) {
    dnnl_memory_desc description = new dnnl_memory_desc();
    try (LongPointer pointer = new LongPointer(dimensions)) {
      OneDnn.check(
          dnnl_memory_desc_create_with_tag(description, dimensions.length, pointer, type, tag),
          "describing a tensor");
    }
    onClose(() -> dnnl_memory_desc_destroy(description));
    return description;
  }

  /** Describes a single-precision tensor whose neighbours lie so many numbers apart. */
  dnnl_memory_desc describeStrided(long[] dimensions, long[] strides) {
    dnnl_memory_desc description = new dnnl_memory_desc();
    try (LongPointer sizes = new LongPointer(dimensions);
        LongPointer steps = new LongPointer(strides)) {
      OneDnn.check(
          dnnl_memory_desc_create_with_strides(
              description, dimensions.length, sizes, dnnl_f32, steps),
          "describing a tensor");
    }
    onClose(() -> dnnl_memory_desc_destroy(description));
    return description;
  }

  /** Returns a tensor with a buffer of its own. */
  dnnl_memory tensor(dnnl_memory_desc description) {
    return tensor(description, buffer(dnnl_memory_desc_get_size(description)));
  }

  /** Returns a tensor over memory that somebody else owns. */
  dnnl_memory tensor(dnnl_memory_desc description, Pointer memory) {
    dnnl_memory tensor = new dnnl_memory();
    OneDnn.check(
        dnnl_memory_create(tensor, description, OneDnn.engine(), memory), "creating a tensor");
    onClose(() -> dnnl_memory_destroy(tensor));
    return tensor;
  }

  /** Returns where a tensor's numbers are. */
  static Pointer place(dnnl_memory tensor) {
    try (PointerPointer<Pointer> result = new PointerPointer<>(1)) {
      OneDnn.check(dnnl_memory_get_data_handle(tensor, result), "asking for a tensor's place");
      return result.get(Pointer.class, 0);
    }
  }

  @Override
  public void close() {
    while (!releases.isEmpty()) {
      releases.pop().run();
    }
  }
}
