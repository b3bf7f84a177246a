package org.convexityprobe.execution.dl4j;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J arrays as kernels see them: single precision, row-major, without gaps. */
public final class NativeArrays {
  private NativeArrays() {}

  /** Returns the array itself if it is dense, row-major and FLOAT, and such a copy otherwise. */
  public static INDArray dense(INDArray array) {
    boolean dense =
        array.dataType() == DataType.FLOAT
            && array.ordering() == 'c'
            && Arrays.equals(array.stride(), Nd4j.getStrides(array.shape(), 'c'));
    return dense ? array : array.castTo(DataType.FLOAT).dup('c');
  }

  /** Returns where the first element of a dense array lies. */
  public static FloatPointer pointer(INDArray array) {
    return new FloatPointer(array.data().addressPointer());
  }
}
