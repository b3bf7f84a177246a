package org.convexityprobe.execution.plan;

import java.util.ArrayList;
import java.util.List;

/** Hands out buffers by shape, and hands them out again once they were given back. */
final class Buffers {
  private final List<Shape> shapes = new ArrayList<>();
  private final List<Integer> free = new ArrayList<>();

  int take(Shape shape) {
    // The buffer given back last is the likeliest to be in cache still.
    for (int i = free.size() - 1; i >= 0; i--) {
      if (shapes.get(free.get(i)).equals(shape)) {
        return free.remove(i);
      }
    }
    shapes.add(shape);
    return shapes.size() - 1;
  }

  void giveBack(int buffer) {
    free.add(buffer);
  }

  List<Shape> shapes() {
    return shapes;
  }
}
