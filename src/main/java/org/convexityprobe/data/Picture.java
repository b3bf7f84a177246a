package org.convexityprobe.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/**
 * One decoded image of 8 bits a value, grey or red, green and blue. Samples are taken as the file
 * has them: colour profiles and the camera's orientation are not applied, and transparency is
 * dropped, as by {@code PIL.Image.open(file).convert('RGB')}.
 *
 * @param channels 1 or 3
 * @param height rows
 * @param width columns
 * @param values [channels, height, width], row-major, 0 to 255
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Picture(int channels, int height, int width, byte[] values) {
  /** Pixels of the largest image: no camera has more, and a small file can announce any number. */
  private static final long MOST_PIXELS = 1L << 27;

  /** Warnings about pixels, other than those about profiles and thumbnails. */
  private static final Pattern DAMAGE =
      Pattern.compile("(?i)corrupt|premature|truncated|missing|unexpected|extraneous");

  /**
   * Pixels that a byte of a file can stand for: PNG's compression makes at most 1,032 bytes of one
   * (zlib's documentation), and a byte holds eight pixels of one bit. JPEG takes more.
   */
  private static final long PIXELS_PER_BYTE = 8 * 1032;

  /**
   * Decodes a file.
   *
   * @throws IOException if it is no PNG or JPEG image, or damaged; the message does not name it
   */
  static Picture read(Path file) throws IOException {
    FileKind kind = FileKind.of(file);
    if (kind != FileKind.PICTURE) {
      throw new IOException(kind.what());
    }
    PngChecksums.verify(file);
    try (FileImageInputStream in = new FileImageInputStream(AbsoluteFile.of(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException("a picture of another format");
      }
      ImageReader reader = readers.next();
      try {
        requireFormat(reader.getFormatName().toLowerCase(Locale.ROOT));
        reader.setInput(in, true, true);
        requireSize(reader.getHeight(0), reader.getWidth(0), in.length());
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage image = reader.read(0);
        // Where data are missing, the platform's decoder warns and goes on with grey.
        if (warnings.stream().anyMatch(DAMAGE.asPredicate())) {
          throw new IOException(
              warnings.stream().filter(DAMAGE.asPredicate()).findFirst().orElseThrow());
        }
        if (reader.getFormatName().equalsIgnoreCase("jpeg")
            && image.getRaster().getNumBands() > 3) {
          throw new IOException("inks (CMYK) or transparency in a JPEG; convert it to RGB");
        }
        return of(image);
      } finally {
        reader.dispose();
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException | NullPointerException e) {
      // The platform's decoders answer some damaged files with unchecked exceptions.
      throw new IOException("damaged", e);
    }
  }

  /** The platform also decodes formats of which it gets some kinds of pixels wrong. */
  private static void requireFormat(String format) throws IOException {
    if (!format.equals("png") && !format.equals("jpeg")) {
      String name = format.startsWith("tif") ? "TIFF" : format.toUpperCase(Locale.ROOT);
      throw new IOException("a picture in %s; convert it to PNG".formatted(name));
    }
  }

  /** Refuses announced sizes, before memory is taken for them. */
  private static void requireSize(int height, int width, long bytes) throws IOException {
    long pixels = (long) height * width;
    if (pixels > MOST_PIXELS) {
      throw new IOException(
          "%d×%d pixels, at most %d are read".formatted(height, width, MOST_PIXELS));
    }
    if (pixels > PIXELS_PER_BYTE * bytes) {
      throw new IOException(
          "damaged: it announces %d×%d pixels, which its %d bytes cannot hold"
              .formatted(height, width, bytes));
    }
  }

  private static Picture of(BufferedImage image) {
    if (image.getColorModel() instanceof IndexColorModel palette) {
      return ofPalette(image.getRaster(), palette);
    }
    Raster raster = image.getRaster();
    int channels = raster.getNumBands() < 3 ? 1 : 3;
    Picture picture = empty(channels, raster.getHeight(), raster.getWidth());
    int[] row = new int[picture.width];
    for (int c = 0; c < channels; c++) {
      int bits = raster.getSampleModel().getSampleSize(c);
      for (int y = 0; y < picture.height; y++) {
        raster.getSamples(0, y, picture.width, 1, c, row);
        for (int x = 0; x < picture.width; x++) {
          picture.set(c, y, x, bits > 8 ? row[x] >> (bits - 8) : row[x] * 255 / ((1 << bits) - 1));
        }
      }
    }
    return picture;
  }

  private static Picture ofPalette(Raster raster, IndexColorModel palette) {
    boolean grey = true;
    for (int i = 0; i < palette.getMapSize(); i++) {
      grey &= palette.getRed(i) == palette.getGreen(i) && palette.getGreen(i) == palette.getBlue(i);
    }
    Picture picture = empty(grey ? 1 : 3, raster.getHeight(), raster.getWidth());
    for (int y = 0; y < picture.height; y++) {
      for (int x = 0; x < picture.width; x++) {
        int colour = palette.getRGB(raster.getSample(x, y, 0));
        for (int c = 0; c < picture.channels; c++) {
          picture.set(c, y, x, (colour >> (16 - 8 * c)) & 0xff);
        }
      }
    }
    return picture;
  }

  private static Picture empty(int channels, int height, int width) {
    return new Picture(channels, height, width, new byte[channels * height * width]);
  }

  private void set(int channel, int row, int column, int value) {
    values[(channel * height + row) * width + column] = (byte) value;
  }

  private int get(int channel, int row, int column) {
    return values[(channel * height + row) * width + column] & 0xff;
  }

  /** Returns the size in words. */
  String describe() {
    return "%d×%d pixels".formatted(height, width);
  }

  /** Writes all values, a grey image's to every channel. */
  void copyTo(ImageShape shape, byte[] target, int offset) {
    for (int c = 0; c < shape.channels(); c++) {
      int from = channels == 1 ? 0 : c * height * width;
      System.arraycopy(values, from, target, offset + c * shape.plane(), shape.plane());
    }
  }

  /**
   * Returns the image scaled, its shape kept, so that it just covers a size, and cut to it at the
   * centre: torchvision's {@code Resize} of the shorter side and {@code CenterCrop}. Scaling is
   * bilinear, over all pixels that fall into one (PIL's {@code BILINEAR}).
   */
  Picture fitted(int newHeight, int newWidth) {
    if (newHeight == height && newWidth == width) {
      return this;
    }
    boolean byRows = (long) newHeight * width >= (long) newWidth * height;
    int rows = byRows ? newHeight : Math.toIntExact((long) newWidth * height / width);
    int columns = byRows ? Math.toIntExact((long) newHeight * width / height) : newWidth;
    return cut(
        new Weights(height, rows, first(rows, newHeight), newHeight),
        new Weights(width, columns, first(columns, newWidth), newWidth));
  }

  /** Python rounds halves to the even number, as {@code CenterCrop} does. */
  private static int first(int available, int wanted) {
    return (int) Math.rint((available - wanted) / 2.0);
  }

  private Picture cut(Weights rows, Weights columns) {
    Picture picture = empty(channels, rows.count, columns.count);
    double[] across = new double[height * columns.count];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < columns.count; x++) {
          double sum = 0;
          for (int i = 0; i < columns.values[x].length; i++) {
            sum += columns.values[x][i] * get(c, y, columns.starts[x] + i);
          }
          across[y * columns.count + x] = sum;
        }
      }
      for (int y = 0; y < rows.count; y++) {
        for (int x = 0; x < columns.count; x++) {
          double sum = 0;
          for (int i = 0; i < rows.values[y].length; i++) {
            sum += rows.values[y][i] * across[(rows.starts[y] + i) * columns.count + x];
          }
          picture.set(c, y, x, (int) Math.round(Math.min(255, Math.max(0, sum))));
        }
      }
    }
    return picture;
  }

  /** What each new row or column takes of the old ones: a triangle around its centre. */
  private static final class Weights {
    private final int count;
    private final int[] starts;
    private final double[][] values;

    /**
     * Computes them.
     *
     * @param old how many there are
     * @param all how many of the scaled image
     * @param first the first of these that is kept
     * @param count how many are kept
     */
    Weights(int old, int all, int first, int count) {
      this.count = count;
      starts = new int[count];
      values = new double[count][];
      double scale = (double) old / all;
      double reach = Math.max(scale, 1);
      for (int i = 0; i < count; i++) {
        double centre = (first + i + 0.5) * scale;
        int low = Math.max(0, (int) (centre - reach + 0.5));
        int high = Math.min(old, (int) (centre + reach + 0.5));
        starts[i] = low;
        values[i] = new double[high - low];
        double sum = 0;
        for (int j = low; j < high; j++) {
          values[i][j - low] = Math.max(0, 1 - Math.abs((j + 0.5 - centre) / reach));
          sum += values[i][j - low];
        }
        for (int j = 0; j < values[i].length; j++) {
          values[i][j] /= sum;
        }
      }
    }
  }
}
