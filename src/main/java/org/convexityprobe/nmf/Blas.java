package org.convexityprobe.nmf;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;

/**
 * Products of row-major matrices in off-heap memory, by OpenBLAS, in the precision of their memory:
 * all {@link DoublePointer} or all {@link FloatPointer}. (Arrays on the Java heap would be copied
 * at each call, which takes as long as the product itself at these shapes.)
 */
final class Blas {
  /** Bytes of a cache line. */
  private static final int LINE = 64;

  private Blas() {}

  /**
   * Leaves the threads to {@link Workers}: the bits of OpenBLAS's results depend on how many
   * threads it has, and those of one thread do not depend on the machine's number of cores. The
   * call looks its functions up by name each time, which takes a tenth of a millisecond: it belongs
   * before the work, not into a step.
   */
  static void useOneThread() {
    openblas.blas_set_num_threads(1);
  }

  /** C (rows × columns) ← A B + beta C, with A of {@code inner} columns. */
  static <P extends Pointer> void product(
      int rows,
      int columns,
      int inner,
      P a,
      int strideA,
      P b,
      int strideB,
      double beta,
      P c,
      int strideC) {
    multiply(
        CblasNoTrans, CblasNoTrans, rows, columns, inner, a, strideA, b, strideB, beta, c, strideC);
  }

  /** C (rows × columns) ← Aᵀ B + beta C, with A of {@code inner} rows. */
  static <P extends Pointer> void transposedProduct(
      int rows,
      int columns,
      int inner,
      P a,
      int strideA,
      P b,
      int strideB,
      double beta,
      P c,
      int strideC) {
    multiply(
        CblasTrans, CblasNoTrans, rows, columns, inner, a, strideA, b, strideB, beta, c, strideC);
  }

  /** C (rows × columns) ← A Bᵀ + beta C, with A and B of {@code inner} columns. */
  static <P extends Pointer> void productTransposed(
      int rows,
      int columns,
      int inner,
      P a,
      int strideA,
      P b,
      int strideB,
      double beta,
      P c,
      int strideC) {
    multiply(
        CblasNoTrans, CblasTrans, rows, columns, inner, a, strideA, b, strideB, beta, c, strideC);
  }

  private static void multiply(
      int transposeA,
      int transposeB,
      int rows,
      int columns,
      int inner,
      Pointer a,
      int strideA,
      Pointer b,
      int strideB,
      double beta,
      Pointer c,
      int strideC) {
    if (a instanceof FloatPointer singleA
        && b instanceof FloatPointer singleB
        && c instanceof FloatPointer singleC) {
      cblas_sgemm(
          CblasRowMajor,
          transposeA,
          transposeB,
          rows,
          columns,
          inner,
          1,
          singleA,
          strideA,
          singleB,
          strideB,
          (float) beta,
          singleC,
          strideC);
    } else {
      cblas_dgemm(
          CblasRowMajor,
          transposeA,
          transposeB,
          rows,
          columns,
          inner,
          1,
          (DoublePointer) a,
          strideA,
          (DoublePointer) b,
          strideB,
          beta,
          (DoublePointer) c,
          strideC);
    }
  }

  /**
   * Returns memory that starts at a cache line, for the caller to close. OpenBLAS reads small
   * operands where they lie, and is a tenth slower where each of its vectors crosses two lines.
   */
  static DoublePointer allocate(long length) {
    DoublePointer memory = new DoublePointer(length + LINE / Double.BYTES);
    return memory.position(Math.floorMod(-memory.address(), LINE) / Double.BYTES);
  }

  /** The same for single precision. */
  static FloatPointer allocateSingle(long length) {
    FloatPointer memory = new FloatPointer(length + LINE / Float.BYTES);
    return memory.position(Math.floorMod(-memory.address(), LINE) / Float.BYTES);
  }

  /**
   * Returns the least number of columns, no fewer than given, whose rows all start at a line.
   *
   * @param bytes of a number
   */
  static int paddedStride(int columns, int bytes) {
    int numbers = LINE / bytes;
    return (columns + numbers - 1) / numbers * numbers;
  }

  /** Returns a view of the same memory from element {@code offset} on. */
  static DoublePointer at(DoublePointer memory, long offset) {
    return new View(memory, offset);
  }

  /** The same for single precision. */
  static FloatPointer at(FloatPointer memory, long offset) {
    return memory.getPointer(offset);
  }

  /** Returns the first {@code length} numbers. */
  static double[] read(DoublePointer pointer, int length) {
    double[] values = new double[length];
    pointer.get(values, 0, length);
    return values;
  }

  /** Part of another pointer's memory; owns nothing, but keeps the owner alive. */
  private static final class View extends DoublePointer {
    @SuppressWarnings("unused") // held so that the memory outlives the view
    private final DoublePointer owner;

    View(DoublePointer owner, long offset) {
      super((org.bytedeco.javacpp.Pointer) null);
      this.owner = owner;
      address = owner.address() + (owner.position() + offset) * Double.BYTES;
    }
  }
}
