package org.convexityprobe.report;

import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.convexityprobe.data.Tensor;
import org.convexityprobe.landscape.LineScan;

/**
 * Lines and directions in the HDF5 layout of loss-landscape (Li et al. 2018, <a
 * href="https://github.com/tomgoldstein/loss-landscape">code</a>): what its {@code plot_1D.py}
 * draws, and what its {@code plot_surface.py} takes as {@code --dir_file}.
 */
public final class LossLandscapeFile {
  private LossLandscapeFile() {}

  /**
   * Writes one line: {@code xcoordinates}, {@code train_loss} and {@code train_acc}, each of n
   * numbers.
   *
   * @param accuracies share of correct images in percent at each of the n points; {@code train_acc}
   *     is left out where this is empty
   */
  public static void writeLine(LineScan scan, List<Double> accuracies, Path path)
      throws IOException {
    Hdf5File.write(
        path,
        file -> {
          file.putDataset("xcoordinates", array(scan.lambdas()));
          file.putDataset("train_loss", array(scan.values()));
          if (!accuracies.isEmpty()) {
            file.putDataset("train_acc", array(accuracies));
          }
        });
  }

  /**
   * Writes one direction: a group {@code xdirection} whose data sets 0, 1, … are the tensors.
   *
   * @param tensors the learnable tensors, zeros included, in the order of PyTorch's {@code
   *     parameters()}
   */
  public static void writeDirection(List<Tensor> tensors, Path path) throws IOException {
    Hdf5File.write(
        path,
        file -> {
          WritableGroup group = file.putGroup("xdirection");
          for (int i = 0; i < tensors.size(); i++) {
            group.putDataset(Integer.toString(i), nested(tensors.get(i)));
          }
        });
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Returns the numbers of a tensor as an array of arrays, as the library takes them. */
  private static Object nested(Tensor tensor) {
    int[] shape = tensor.shape().stream().mapToInt(Integer::intValue).toArray();
    return nested(tensor.values(), 0, tensor.values().length, shape, 0);
  }

  private static Object nested(float[] values, int from, int to, int[] shape, int level) {
    if (level == shape.length - 1) {
      return Arrays.copyOfRange(values, from, to);
    }
    int step = (to - from) / shape[level];
    Object array = Array.newInstance(float.class, Arrays.copyOfRange(shape, level, shape.length));
    for (int i = 0; i < shape[level]; i++) {
      int start = from + i * step;
      Array.set(array, i, nested(values, start, start + step, shape, level + 1));
    }
    return array;
  }
}
