package org.convexityprobe.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.landscape.SurfaceAxis;
import org.convexityprobe.landscape.SurfaceScan;

/**
 * Surfaces as files for other programs, by the end of the file's name.
 *
 * <ul>
 *   <li>{@code .csv}: columns x, y, loss, one row a point
 *   <li>{@code .npz}: NumPy arrays {@code x}, {@code y} and {@code loss[y][x]}
 *   <li>{@code .h5}: the layout of loss-landscape (Li et al. 2018): {@code xcoordinates}, {@code
 *       ycoordinates} and {@code train_loss[y][x]}, as its plotting reads them
 *   <li>{@code .vts}: a VTK structured grid for ParaView, whose height is the loss; points that are
 *       not finite are hidden
 * </ul>
 *
 * NaN and infinite values are kept as they are wherever the format has them.
 */
public final class SurfaceFile {
  private SurfaceFile() {}

  /**
   * Writes a surface, replacing the file at once.
   *
   * @throws IllegalArgumentException if the name ends otherwise
   */
  public static void write(SurfaceScan scan, Path path) throws IOException {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "csv" -> AtomicFile.write(path, stream -> SurfaceCsv.write(scan, stream));
      case "npz" -> AtomicFile.write(path, stream -> NumpyArchive.write(scan, stream));
      case "h5" -> SurfaceHdf5.write(scan, path);
      case "vts" -> AtomicFile.write(path, stream -> SurfaceVtk.write(scan, stream));
      default ->
          throw new IllegalArgumentException(
              path + ": surfaces are written as .csv, .npz, .h5 or .vts");
    }
  }

  static double[] coordinates(SurfaceAxis axis) {
    double[] coordinates = new double[axis.points()];
    Arrays.setAll(coordinates, axis::coordinate);
    return coordinates;
  }
}
