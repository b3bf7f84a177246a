package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_abc;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.plan.Convolutions;

/**
 * The matrices of F(4 × 4, 3 × 3): outputs are Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A for a filter g and a
 * patch d of 6 × 6 inputs. See Lavin and Gray, <i>Fast Algorithms for Convolutional Neural
 * Networks</i>, CVPR 2016, Equations 8 and 15.
 */
final class MinimalFiltering {
  /** Rows and columns of a tile of outputs. */
  static final int TILE = Convolutions.TILE;

  /** Rows and columns of the patch of inputs that a tile depends on. */
  static final int PATCH = TILE + 2;

  /** Numbers of a transformed patch, and so of matrix products. */
  static final int PRODUCTS = PATCH * PATCH;

  /** Weights of a filter. */
  static final int TAPS = 9;

  private static final float[][] INPUT = {
    {4, 0, -5, 0, 1, 0},
    {0, -4, -4, 1, 1, 0},
    {0, 4, -4, -1, 1, 0},
    {0, -2, -1, 2, 1, 0},
    {0, 2, -1, -2, 1, 0},
    {0, 4, 0, -5, 0, 1}
  };

  private static final double[][] FILTER = {
    {1 / 4.0, 0, 0},
    {-1 / 6.0, -1 / 6.0, -1 / 6.0},
    {-1 / 6.0, 1 / 6.0, -1 / 6.0},
    {1 / 24.0, 1 / 12.0, 1 / 6.0},
    {1 / 24.0, -1 / 12.0, 1 / 6.0},
    {0, 0, 1}
  };

  private static final float[][] OUTPUT = {
    {1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -2, 0}, {0, 1, 1, 4, 4, 0}, {0, 1, -1, 8, -8, 1}
  };

  private final dnnl_memory_desc inputLayout;
  private final dnnl_memory_desc filterLayout;
  private final dnnl_memory_desc outputLayout;
  private final FloatPointer input;
  private final FloatPointer filter;
  private final FloatPointer rotatedFilter;
  private final FloatPointer output;
  private final dnnl_memory_desc gradientLayout;
  private final FloatPointer gradient;

  /** Copies the matrices to native memory. */
  MinimalFiltering(Arena arena) {
    inputLayout = arena.describe(dnnl_abc, 1, PATCH, PATCH);
    filterLayout = arena.describe(dnnl_abc, 1, PRODUCTS, TAPS);
    outputLayout = arena.describe(dnnl_abc, 1, TILE * TILE, PRODUCTS);
    input = copy(arena, INPUT);
    filter = copy(arena, bothWays(false));
    rotatedFilter = copy(arena, bothWays(true));
    output = copy(arena, outputBothWays());
    gradientLayout = arena.describe(dnnl_abc, 1, PRODUCTS, TILE * TILE);
    gradient = copy(arena, transposed(outputBothWays()));
  }

  private static FloatPointer copy(Arena arena, float[][] rows) {
    int columns = rows[0].length;
    FloatPointer copy = arena.numbers((long) rows.length * columns);
    for (int row = 0; row < rows.length; row++) {
      copy.getPointer((long) row * columns).put(rows[row], 0, columns);
    }
    return copy;
  }

  /** Returns G ⊗ G, [column of the patch, row of the patch] × [row, column of the filter]. */
  private static float[][] bothWays(boolean rotated) {
    float[][] product = new float[PRODUCTS][TAPS];
    for (int i = 0; i < PRODUCTS; i++) {
      for (int tap = 0; tap < TAPS; tap++) {
        product[i][rotated ? TAPS - 1 - tap : tap] =
            (float) (FILTER[i % PATCH][tap / 3] * FILTER[i / PATCH][tap % 3]);
      }
    }
    return product;
  }

  /** Returns Aᵀ ⊗ Aᵀ, [row, column of the tile] × [column of the patch, row of the patch]. */
  private static float[][] outputBothWays() {
    float[][] product = new float[TILE * TILE][PRODUCTS];
    for (int i = 0; i < TILE * TILE; i++) {
      for (int p = 0; p < PRODUCTS; p++) {
        product[i][p] = OUTPUT[i / TILE][p % PATCH] * OUTPUT[i % TILE][p / PATCH];
      }
    }
    return product;
  }

  private static float[][] transposed(float[][] matrix) {
    float[][] result = new float[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        result[j][i] = matrix[i][j];
      }
    }
    return result;
  }

  /** Layout of Bᵀ, [1, patch, patch]. */
  dnnl_memory_desc inputLayout() {
    return inputLayout;
  }

  /** Layout of G ⊗ G, [1, patch · patch, taps], with the patch's columns before its rows. */
  dnnl_memory_desc filterLayout() {
    return filterLayout;
  }

  /** Layout of Aᵀ ⊗ Aᵀ, [1, tile · tile, patch · patch]. */
  dnnl_memory_desc outputLayout() {
    return outputLayout;
  }

  /** Layout of A ⊗ A, [1, patch · patch, tile · tile]. */
  dnnl_memory_desc gradientLayout() {
    return gradientLayout;
  }

  /**
   * Returns (G ⊗ G)ᵀ so many times beside each other, [taps, times · patch · patch]: it transforms
   * sums, and adds up so many of them.
   */
  FloatPointer weightGradient(Arena arena, int times) {
    float[][] matrix = transposed(bothWays(false));
    float[][] repeated = new float[TAPS][times * PRODUCTS];
    for (int tap = 0; tap < TAPS; tap++) {
      for (int i = 0; i < repeated[tap].length; i++) {
        repeated[tap][i] = matrix[tap][i % PRODUCTS];
      }
    }
    return copy(arena, repeated);
  }

  FloatPointer input() {
    return input;
  }

  FloatPointer filter() {
    return filter;
  }

  /** Returns the same for filters that are rotated by 180 degrees first. */
  FloatPointer rotatedFilter() {
    return rotatedFilter;
  }

  FloatPointer output() {
    return output;
  }

  FloatPointer gradient() {
    return gradient;
  }
}
