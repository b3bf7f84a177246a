package org.convexityprobe.execution.onednn;

import java.util.Collection;
import java.util.function.ToLongFunction;
import org.bytedeco.javacpp.FloatPointer;

/** What one stage of minimal filtering leaves to the next; see {@link WinogradTiles}. */
record WinogradBuffers(
    FloatPointer inputColumns,
    FloatPointer transformed,
    FloatPointer products,
    FloatPointer outputs) {
  /** Allocates what convolutions share that run one after the other. */
  static WinogradBuffers of(Arena arena, Collection<WinogradTiles> all) {
    return new WinogradBuffers(
        arena.numbers(largest(all, WinogradTiles::inputColumns)),
        arena.numbers(largest(all, WinogradTiles::transformed)),
        arena.numbers(largest(all, WinogradTiles::products)),
        arena.numbers(largest(all, WinogradTiles::outputs)));
  }

  /** Returns the largest number of any of the tiles; 0 if there are none. */
  static long largest(Collection<WinogradTiles> all, ToLongFunction<WinogradTiles> numbers) {
    return all.stream().mapToLong(numbers).max().orElse(0);
  }
}
