package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.ImageHDU;
import nom.tam.util.ArrayFuncs;

/** The first image of two dimensions in a FITS file, scaled as its header says. */
final class FitsImage {
  private static final byte[] MAGIC = {'S', 'I', 'M', 'P', 'L', 'E', ' '};

  private FitsImage() {}

  static MatrixReading read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        throw new MatrixFileException(file, "is not a FITS file: it does not start with SIMPLE");
      }
    }
    try (Fits fits = new Fits(file.toFile())) {
      for (BasicHDU<?> unit = fits.readHDU(); unit != null; unit = fits.readHDU()) {
        if (unit instanceof ImageHDU image
            && image.getAxes() != null
            && image.getAxes().length == 2) {
          return matrix(file, image);
        }
      }
    } catch (MatrixFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new MatrixFileException(file, "is not a readable FITS file: " + e.getMessage(), e);
    }
    throw new MatrixFileException(file, "no image of two dimensions; expected one");
  }

  private static MatrixReading matrix(Path file, ImageHDU image) throws IOException {
    int[] axes = image.getAxes();
    MatrixTooLargeException.require(file, axes[0], axes[1]);
    double[][] rows = (double[][]) ArrayFuncs.convertArray(image.getKernel(), double.class, true);
    double[] values = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    double scale = image.getBScale();
    double zero = image.getBZero();
    for (int i = 0; i < values.length; i++) {
      values[i] = zero + scale * values[i];
    }
    return MatrixReading.of(new DenseMatrix(axes[0], axes[1], values));
  }
}
