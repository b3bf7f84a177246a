package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import nom.tam.fits.Header;
import nom.tam.fits.HeaderCard;
import nom.tam.fits.ImageHDU;
import org.convexityprobe.data.ExactNumbers;

/** The numbers of a FITS image: BZERO + BSCALE times what is stored, NaN where that is BLANK. */
final class FitsNumbers {
  private static final double HALF_RANGE = 0x1p63;

  /** What BITPIX may be. */
  private static final Set<Integer> TYPES = Set.of(8, 16, 32, 64, -32, -64);

  /** Keys whose values are numbers, and change those of the image. */
  private static final List<String> SCALES =
      List.of("BITPIX", "NAXIS", "NAXIS1", "NAXIS2", "BSCALE", "BZERO", "BLANK");

  /** The standard's numbers, which may have D for the power of ten. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eEdD][+-]?\\d+)?");

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
   * Checks what the library would take a default for, or for another number, without a word.
   *
   * @throws IOException if pixels are of an unknown type, or scaled by what is no number
   */
  static void requireReadable(Header header) throws IOException {
    if (!TYPES.contains(header.getIntValue("BITPIX"))) {
      throw new IOException(
          "pixels of type BITPIX = %d; expected 8, 16, 32, 64, -32 or -64"
              .formatted(header.getIntValue("BITPIX")));
    }
    for (String key : SCALES) {
      HeaderCard card = header.findCard(key);
      if (card != null && !NUMBER.matcher(String.valueOf(card.getValue()).strip()).matches()) {
        throw new IOException("%s is '%s'; expected a number".formatted(key, card.getValue()));
      }
      if (header.getDuplicateKeySet() != null && header.getDuplicateKeySet().contains(key)) {
        throw new IOException("%s occurs twice in a header".formatted(key));
      }
    }
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
