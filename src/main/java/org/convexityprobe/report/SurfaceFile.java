package org.convexityprobe.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.data.NumpyWriter;
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
      case "npz" -> AtomicFile.write(path, stream -> writeNumpy(scan, stream));
      case "h5" -> SurfaceHdf5.write(scan, path);
      case "vts" -> AtomicFile.write(path, stream -> SurfaceVtk.write(scan, stream));
      default ->
          throw new IllegalArgumentException(
              path + ": surfaces are written as .csv, .npz, .h5 or .vts");
    }
  }

  /** In double precision, since second differences of rounded losses mean nothing. */
  private static void writeNumpy(SurfaceScan scan, OutputStream stream) throws IOException {
    int columns = scan.x().points();
    int rows = scan.y().points();
    double[] loss = new double[rows * columns];
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        loss[j * columns + i] = scan.value(i, j);
      }
    }
    NumpyWriter archive = new NumpyWriter(stream);
    archive.add("x", coordinates(scan.x()));
    archive.add("y", coordinates(scan.y()));
    archive.add("loss", List.of(rows, columns), loss);
    archive.finish();
  }

  static double[] coordinates(SurfaceAxis axis) {
    double[] coordinates = new double[axis.points()];
    Arrays.setAll(coordinates, axis::coordinate);
    return coordinates;
  }
}
