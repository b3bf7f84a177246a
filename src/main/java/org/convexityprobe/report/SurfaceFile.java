package org.convexityprobe.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.data.NumpyWriter;
import org.convexityprobe.landscape.ConvexityMap;
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
 * Each also has the convexity map on the same grid, where there is one: {@code smaller_eigenvalue},
 * {@code larger_eigenvalue}, {@code threshold} (not in VTK, which has no infinity), and {@code
 * convexity}: a word in CSV, elsewhere 0 undecided, 1 convex, 2 saddle, 3 concave, −1 no Hessian.
 * The outermost points have none: CSV leaves their columns empty, VTK says 0, the others NaN.
 *
 * <p>NaN and infinite values are kept as they are wherever the format has them.
 */
public final class SurfaceFile {
  private SurfaceFile() {}

  /**
   * Writes a surface, replacing the file at once.
   *
   * @param map where it is convex; null where it is too small for a map
   * @throws IllegalArgumentException if the name ends otherwise
   */
  public static void write(SurfaceScan scan, ConvexityMap map, Path path) throws IOException {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    MapGrid grid = map == null ? null : new MapGrid(scan, map);
    switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "csv" -> AtomicFile.write(path, stream -> SurfaceCsv.write(scan, grid, stream));
      case "npz" -> AtomicFile.write(path, stream -> writeNumpy(scan, grid, stream));
      case "h5" -> SurfaceHdf5.write(scan, grid, path);
      case "vts" -> AtomicFile.write(path, stream -> SurfaceVtk.write(scan, grid, stream));
      default ->
          throw new IllegalArgumentException(
              path + ": surfaces are written as .csv, .npz, .h5 or .vts");
    }
  }

  /** In double precision, since second differences of rounded losses mean nothing. */
  private static void writeNumpy(SurfaceScan scan, MapGrid map, OutputStream stream)
      throws IOException {
    List<Integer> shape = List.of(scan.y().points(), scan.x().points());
    NumpyWriter archive = new NumpyWriter(stream);
    archive.add("x", coordinates(scan.x()));
    archive.add("y", coordinates(scan.y()));
    archive.add(
        "loss",
        shape,
        scan.values().stream().flatMap(List::stream).mapToDouble(value -> value).toArray());
    if (map != null) {
      archive.add("smaller_eigenvalue", shape, flat(map.smaller()));
      archive.add("larger_eigenvalue", shape, flat(map.larger()));
      archive.add("threshold", shape, flat(map.thresholds()));
      archive.add("convexity", shape, flat(map.codes()));
    }
    archive.finish();
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  static double[] coordinates(SurfaceAxis axis) {
    double[] coordinates = new double[axis.points()];
    Arrays.setAll(coordinates, axis::coordinate);
    return coordinates;
  }
}
