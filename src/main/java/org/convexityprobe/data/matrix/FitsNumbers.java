package org.convexityprobe.data.matrix;

import java.io.IOException;
import nom.tam.fits.Header;
import nom.tam.fits.ImageHDU;
import org.convexityprobe.data.ExactNumbers;

/** The numbers of a FITS image: BZERO + BSCALE times what is stored, NaN where that is BLANK. */
final class FitsNumbers {
  private static final double HALF_RANGE = 0x1p63;

  private final Object kernel;
  private final double zero;
  private final double scale;
  private final boolean hasBlank;
  private final long blank;
  private double[] values;
  private int next;

  FitsNumbers(ImageHDU image) throws IOException {
    Header header = image.getHeader();
    kernel = image.getKernel();
    zero = header.getDoubleValue("BZERO", 0);
    scale = header.getDoubleValue("BSCALE", 1);
    hasBlank = header.containsKey("BLANK");
    blank = header.getLongValue("BLANK", 0);
  }

  /**
   * Returns the numbers, the fastest axis running fastest.
   *
   * @throws IOException if there are not so many, or one of 64 bits does not fit double precision
   */
  double[] values(int count) throws IOException {
    values = new double[count];
    flatten(kernel);
    if (next != count) {
      throw new IOException("it holds %d numbers; expected %d".formatted(next, count));
    }
    return values;
  }

  private void flatten(Object part) throws IOException {
    if (part instanceof Object[] parts) {
      for (Object inner : parts) {
        flatten(inner);
      }
    } else if (part instanceof byte[] numbers) {
      for (byte number : numbers) {
        // The only integers of FITS without a sign.
        add(number & 0xff);
      }
    } else if (part instanceof short[] numbers) {
      for (short number : numbers) {
        add(number);
      }
    } else if (part instanceof int[] numbers) {
      for (int number : numbers) {
        add(number);
      }
    } else if (part instanceof long[] numbers) {
      for (long number : numbers) {
        add(number);
      }
    } else if (part instanceof float[] numbers) {
      for (float number : numbers) {
        put(zero + scale * number);
      }
    } else if (part instanceof double[] numbers) {
      for (double number : numbers) {
        put(zero + scale * number);
      }
    } else {
      throw new IOException("its pixels are no numbers");
    }
  }

  private void add(long stored) throws IOException {
    if (hasBlank && stored == blank) {
      put(Double.NaN);
    } else if (scale == 1 && zero == HALF_RANGE) {
      long bits = stored ^ Long.MIN_VALUE;
      put(ExactNumbers.unsigned(bits));
    } else {
      put(zero + scale * ExactNumbers.signed(stored));
    }
  }

  private void put(double value) throws IOException {
    if (next == values.length) {
      throw new IOException("it holds more than %d numbers".formatted(next));
    }
    values[next++] = value;
  }
}
