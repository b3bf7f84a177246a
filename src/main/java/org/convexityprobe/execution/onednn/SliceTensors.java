package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.convexityprobe.execution.plan.InferencePlan;
import org.convexityprobe.execution.plan.Shape;

/** The images of a slice and the buffers of a plan for them. */
final class SliceTensors {
  private final Program program;
  private final int images;
  private final Shape imageShape;
  private final List<Primitive> steps;
  private final List<Shape> shapes;
  private final List<dnnl_memory> buffers = new ArrayList<>();
  private final dnnl_memory pixels;
  private dnnl_memory orderedPixels;

  /**
   * Allocates the buffers.
   *
   * @param steps where a change of the images' layout goes, if a step needs one
   */
  SliceTensors(Program program, InferencePlan plan, int images, List<Primitive> steps) {
    this.program = program;
    this.images = images;
    this.imageShape = plan.network().input();
    this.steps = steps;
    this.shapes = plan.buffers();
    for (Shape shape : plan.buffers()) {
      buffers.add(program.arena().tensor(layout(shape)));
    }
    pixels =
        program.arena().tensor(Layout.plain(program.arena(), images, imageShape), (Pointer) null);
  }

  int images() {
    return images;
  }

  /** Says where the images are. */
  void placeImages(Pointer source) {
    OneDnn.check(dnnl_memory_set_data_handle(pixels, source), "placing the images");
  }

  /** Returns the images as they are, row-major. */
  dnnl_memory pixels() {
    return pixels;
  }

  /** Returns a buffer, or the images in the layout of the buffers. */
  dnnl_memory buffer(int index) {
    if (index != InferencePlan.IMAGES) {
      return buffers.get(index);
    }
    if (orderedPixels == null) {
      dnnl_memory_desc layout = layout(imageShape);
      orderedPixels = program.arena().tensor(layout);
      steps.add(
          new Pointwise(program)
              .reorder(
                  Layout.plain(program.arena(), images, imageShape),
                  pixels,
                  layout,
                  orderedPixels));
    }
    return orderedPixels;
  }

  /** Returns one image's part of a buffer. */
  dnnl_memory image(int index, int image) {
    Arena arena = program.arena();
    Shape shape = shapes.get(index);
    return arena.tensor(
        program.layout().describe(arena, 1, shape),
        place(index).getPointer((long) image * shape.elements()));
  }

  /** Returns where a buffer is. */
  FloatPointer place(int index) {
    return new FloatPointer(Arena.place(buffers.get(index)));
  }

  dnnl_memory_desc layout(Shape shape) {
    return program.layout().describe(program.arena(), images, shape);
  }
}
