package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.util.Locale;
import nom.tam.fits.Header;
import nom.tam.fits.ImageHDU;
import nom.tam.image.compression.hdu.CompressedImageHDU;
import org.convexityprobe.data.UnsupportedContentException;

/**
 * An image in compressed tiles (FITS standard 4.0, section 10). Two things are prepared for the
 * library (nom-tam-fits 1.21.2): it would take floating-point numbers that were packed without loss
 * for quantised ones of scale 0, and adds half a step where no dither was used.
 */
final class FitsTiles {
  private static final String QUANTIZATION = "ZQUANTIZ";
  private static final String SCALE = "ZSCALE";
  private static final String ZERO = "ZZERO";

  private final CompressedImageHDU tiles;
  private final Header header;

  FitsTiles(CompressedImageHDU tiles) {
    this.tiles = tiles;
    header = tiles.getHeader();
  }

  /**
   * Returns the image.
   *
   * @throws IOException if it is damaged, or quantised in a way that is not known
   */
  ImageHDU image() throws IOException {
    if (header.getIntValue("ZBITPIX") < 0) {
      prepareQuantization();
    }
    return tiles.asImageHDU();
  }

  private void prepareQuantization() throws IOException {
    boolean byTile = tiles.findColumn(SCALE) >= 0 && tiles.findColumn(ZERO) >= 0;
    if (!byTile && (header.containsKey(SCALE) || header.containsKey(ZERO))) {
      throw new UnsupportedContentException(
          "its tiles share one ZSCALE and ZZERO; expected a column of each: unpack it with"
              + " funpack");
    }
    String method = header.getStringValue(QUANTIZATION, "NO_DITHER").strip();
    switch (method.toUpperCase(Locale.ROOT)) {
      case "NO_DITHER", "NONE" -> {
        header.deleteKey(QUANTIZATION);
        if (byTile) {
          takeHalfAStep();
        }
      }
      case "SUBTRACTIVE_DITHER_1", "SUBTRACTIVE_DITHER_2" -> {
        if (!byTile) {
          header.deleteKey(QUANTIZATION);
        }
      }
      default ->
          throw new UnsupportedContentException(
              "its tiles are quantised by '%s'; unpack it with funpack".formatted(method));
    }
  }

  private void takeHalfAStep() throws IOException {
    double[] scale = (double[]) tiles.getColumn(SCALE);
    double[] zero = ((double[]) tiles.getColumn(ZERO)).clone();
    for (int tile = 0; tile < zero.length; tile++) {
      zero[tile] -= scale[tile] / 2;
    }
    tiles.setColumn(ZERO, zero);
  }
}
