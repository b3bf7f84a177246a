package org.convexityprobe.data.matrix;

/** Formats that matrices are read from. */
public enum MatrixFormat {
  /** Recognised from the name and the first line. */
  AUTO,
  /** User, item, rating on each line: MovieLens, goodbooks. */
  RATINGS,
  /** Netflix Prize text. */
  NETFLIX,
  /** GEO series matrix, plain or gzipped. */
  SERIES_MATRIX,
  /** A folder of portable graymaps, one row an image. */
  GRAYMAPS,
  /** The first two-dimensional image of a FITS file. */
  FITS,
  /** MATLAB 5 or 7.3. */
  MATLAB,
  /** A WAV or FLAC recording, as magnitudes of its short-time Fourier transform. */
  RECORDING,
  /** Comma- or tab-separated numbers. */
  DELIMITED,
  /** NumPy {@code .npy} or {@code .npz}. */
  NUMPY,
  /** Matrix Market. */
  MATRIX_MARKET
}
